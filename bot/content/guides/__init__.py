"""Guided help: short talks that end in an answer made for the person. Pure, no I/O but data files."""
