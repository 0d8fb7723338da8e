"""Alongside: an assistant for disabled jobseekers and the console where peer advisers take over."""
