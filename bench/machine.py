"""What machine a benchmark ran on, and where its rows go."""
import csv
import io
import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[1]


def processor():
    """Its processor's name, fit for a file's."""
    model = re.search(r"model name\s*:\s*(.+)", pathlib.Path("/proc/cpuinfo").read_text())
    return re.sub(r"[^a-z0-9]+", "-", (model.group(1) if model else "unknown").lower()).strip("-")


def rows_of(command):
    """The rows of CSV that a command prints, which a person sees too."""
    text = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    sys.stdout.write(text)
    return list(csv.reader(io.StringIO(text)))


def write(name, rows):
    """To bench/results/NAME-<processor>.csv, the first row being the heading, with the load of the machine."""
    rows[0] += ["load", "cores"]
    for row in rows[1:]:
        row += [f"{os.getloadavg()[0]:.1f}", os.cpu_count()]
    out = ROOT / f"bench/results/{name}-{processor()}.csv"
    with open(out, "w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
    print(f"written to {out.relative_to(ROOT)}")
