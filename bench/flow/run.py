#!/usr/bin/env python3
"""Runs bench_flow and the same models in SimPy, and writes bench/results/flow-<processor>.csv. tools/bench builds what this needs."""
import csv
import io
import os
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from machine import processor  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]
SYSTEM_PYTHON = "/usr/bin/python3"  # Debian's, which is the one that python3-simpy3 belongs to


def rows_of(command):
    text = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    sys.stdout.write(text)
    return list(csv.reader(io.StringIO(text)))


rows = rows_of([ROOT / "build/release/bench/bench_flow", ROOT / "models"])
heap = {row[0].split(":")[0]: float(row[1]) for row in rows if row[0].endswith(": heap loop")}
for name, value, unit in rows_of([SYSTEM_PYTHON, ROOT / "bench/flow/simpy_models.py"]):
    rows.append([f"{name}: SimPy", value, unit, f"{name}: heap loop", f"{float(value) / heap[name]:.3g}", ""])
rows[0] += ["load", "cores"]
for row in rows[1:]:
    row += [f"{os.getloadavg()[0]:.1f}", os.cpu_count()]
out = ROOT / f"bench/results/flow-{processor()}.csv"
with open(out, "w", newline="", encoding="utf-8") as file:
    csv.writer(file, lineterminator="\n").writerows(rows)
print(f"written to {out.relative_to(ROOT)}")
