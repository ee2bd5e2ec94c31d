#!/usr/bin/env python3
"""engines.py NAME BENCH [BENCH ...]: runs those of build/release/bench and writes their rows to bench/results/NAME-<processor>.csv."""
import sys

from machine import ROOT, rows_of, write

name, benches = sys.argv[1], sys.argv[2:]
every = [rows_of([ROOT / "build/release/bench" / bench]) for bench in benches]
write(name, every[0][:1] + [row for rows in every for row in rows[1:]])
