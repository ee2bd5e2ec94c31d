#!/usr/bin/env python3
"""Runs bench_flow and the same models in SimPy, and writes bench/results/flow-<processor>.csv. tools/bench builds what this needs."""
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from machine import ROOT, rows_of, write  # noqa: E402

SYSTEM_PYTHON = "/usr/bin/python3"  # Debian's, which is the one that python3-simpy3 belongs to


def seconds_on(ranks, cache):
    """A sweep of nine points, 200 replications each, from command to result."""
    words = ["flow", "sweep", ROOT / "models/mental-health-beds.toml", "--vary", "beds=88..96/1", "--measure", "out_of_area", "--length", "100 years", "--format", "csv"]
    environment = {**os.environ, "XDG_CACHE_HOME": cache, "OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1"}
    began = time.perf_counter()
    subprocess.run(["mpirun", "--oversubscribe", "-n", str(ranks), ROOT / "build/release/tributary-mpi", *words], check=True, stdout=subprocess.DEVNULL, env=environment)
    return time.perf_counter() - began


def ranks_side_by_side():
    with tempfile.TemporaryDirectory() as cache:
        seconds = {ranks: [] for ranks in (1, 2)}
        for _ in range(5):
            for ranks, all_of in seconds.items():
                all_of.append(seconds_on(ranks, cache))
    one, two = (statistics.median(each) for each in seconds.values())
    return [["sweep: 1 rank", f"{one:.3g}", "s", "", "", ""], ["sweep: 2 ranks", f"{two:.3g}", "s", "sweep: 1 rank", f"{two / one:.3g}", "at most .56: 1.8 times as fast"]]


rows = rows_of([ROOT / "build/release/bench/bench_flow", ROOT / "models"])
heap = {row[0].split(":")[0]: float(row[1]) for row in rows if row[0].endswith(": heap loop")}
for name, value, unit in rows_of([SYSTEM_PYTHON, ROOT / "bench/flow/simpy_models.py"]):
    rows.append([f"{name}: SimPy", value, unit, f"{name}: heap loop", f"{float(value) / heap[name]:.3g}", ""])
if shutil.which("mpirun"):
    for row in ranks_side_by_side():
        print(",".join(row))
        rows.append(row)
write("flow", rows)
