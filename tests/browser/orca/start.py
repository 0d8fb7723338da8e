#!/usr/bin/python3
"""Starts Debian's Orca beside another one: its check for a second Orca of the same user is left out."""

import runpy
import sys

orca = runpy.run_path("/usr/bin/orca", run_name="orca_of_a_test")
begin = orca["main"]
begin.__globals__["otherOrcas"] = list
sys.argv[0] = "orca"
sys.exit(begin())
