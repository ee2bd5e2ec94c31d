#!/usr/bin/env python3
"""Measures the API calls of the pages on a large place, start-up, the real import, and a page of 24 points against a constant reply.

A closed loop without think time: 32 readers (wrk, two threads of it) each ask again as soon as they are answered, on the same
machine as the server. For each call: requests a second, the median and the 99th percentile, and the processor time that the
server used for one request, which a busy machine changes little. tools/bench builds what this needs.
"""
import csv
import http.client
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from machine import processor  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = ROOT / "build/release"
PLACE = ROOT / "build/bench/place"
TRIBUTARY = BUILD / "tributary"
SERVE = BUILD / "bench/bench_serve"
os.environ["XDG_CONFIG_HOME"] = str(ROOT / "build/bench/config")  # where the master key of this place is kept
EMAIL, PASSWORD = "reader@bench.example", "a long pass phrase of the bench"
READERS, SECONDS = 32, int(os.environ.get("SECONDS", "5"))

CALLS = [
    # what                                      path, N is a random whole number     from  to      99th percentile wanted, ms
    ("place: home, in one picture", "/api/v1/places/N/home", 1, 11, 50),
    ("place: its direction", "/api/v1/places/N/direction", 1, 11, 20),
    ("place: its projects, 50 of them", "/api/v1/projects?place_id=N", 1, 11, 20),
    ("project: its page", "/api/v1/projects/N", 1, 10_000, 20),
    ("project: its measures", "/api/v1/measures?project_id=N", 1, 10_000, 20),
    ("test of change: its page", "/api/v1/tests/N", 1, 30_000, 20),
    ("measure: a chart of 120 points", "/api/v1/measures/N0/chart", 1, 5_000, 20),
    ("search: a word of a million, begun", "/api/v1/search?q=loN", 1, 2_000, 50),
    ("search: two words", "/api/v1/search?q=ward%20N", 1, 10_000, 50),
]


def tributary(*arguments, text=None):
    subprocess.run([TRIBUTARY, *arguments], check=True, input=text, text=True, stdout=subprocess.DEVNULL)


def make_place():
    if (PLACE / "made").exists():
        return
    shutil.rmtree(PLACE, ignore_errors=True)
    began = time.monotonic()
    tributary("init", "--data", str(PLACE), "--place", "Illustrative place")
    subprocess.run([sys.executable, ROOT / "bench/place/seed.py", PLACE / "tributary.db"], check=True)
    tributary("user", "add", "--data", str(PLACE), "--email", EMAIL, "--name", "Reader", text=PASSWORD + "\n")
    tributary("user", "grant", "--data", str(PLACE), "--email", EMAIL, "--role", "executive", "--place", "Illustrative place")
    draw_charts()
    (PLACE / "made").touch()
    print(f"made the place in {time.monotonic() - began:.0f} s")


def draw_charts():
    """A server draws what is kept of charts when it starts; until it has, each is drawn when asked for."""
    server = Server(TRIBUTARY, "serve", "--data", PLACE, "--port", None)
    database = sqlite3.connect(f"file:{PLACE / 'tributary.db'}?mode=ro", uri=True)
    while database.execute("SELECT EXISTS (SELECT 1 FROM chart_due)").fetchone()[0]:
        time.sleep(0.2)
    database.close()
    server.stop()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answers(port):
    try:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        connection.request("GET", "/api/v1/session")
        return connection.getresponse().status == 401
    except OSError:
        return False


class Server:
    """A running server; `started` is the time from its beginning to its first answer."""

    def __init__(self, *command):
        self.port = free_port()
        began = time.monotonic()
        self.process = subprocess.Popen([str(part) if part is not None else str(self.port) for part in command], stdout=subprocess.DEVNULL)
        while not answers(self.port):
            assert self.process.poll() is None, "the server ended"
            time.sleep(0.002)
        self.started = time.monotonic() - began

    def processor_seconds(self):
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory(self):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"RssAnon:\s+(\d+)", status).group(1)) // 1024

    def sign_in(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.port)
        connection.request("POST", "/api/v1/session", json.dumps({"email": EMAIL, "password": PASSWORD}), {"Content-Type": "application/json"})
        response = connection.getresponse()
        assert response.status == 201, response.read()
        return response.getheader("Set-Cookie").split(";")[0]

    def size_of(self, cookie, path):
        connection = http.client.HTTPConnection("127.0.0.1", self.port)
        connection.request("GET", path, headers={"Cookie": cookie})
        response = connection.getresponse()
        body = response.read()
        assert response.status == 200, f"{path}: {response.status} {body[:300]}"
        return len(body)

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()


def load(server, cookie, path, first, last, seconds=None):
    """requests a second, median ms, 99th percentile ms, processor µs a request, mean bytes"""
    command = ["wrk", "-t2", f"-c{READERS}", f"-d{seconds or SECONDS}s", "-s", ROOT / "bench/place/load.lua", f"http://127.0.0.1:{server.port}",
               "--", cookie, path, str(first), str(last)]
    before = server.processor_seconds()
    out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    used = server.processor_seconds() - before
    found = re.search(r"^RESULT (\d+) (\d+) ([\d.]+) ([\d.]+) ([\d.]+) (\d+)$", out, re.M)
    assert found, out
    requests, bad, duration, median, p99, total = (float(one) for one in found.groups())
    assert bad == 0, f"{path}: {bad:.0f} of {requests:.0f} answers were errors\n{out}"
    return requests / duration, median, p99, used / requests * 1e6, total / requests


def real_import():
    """Seconds from the command to its end for the file of A&E attendances; None where it isn't beside the repository."""
    file = ROOT.parent / "shared/data/nhs-ae-attendances.csv"
    if not file.exists():
        print("skipped: ../shared/data/nhs-ae-attendances.csv is absent")
        return None
    folder = ROOT / "build/bench/import"
    times = []
    for _ in range(3):
        shutil.rmtree(folder, ignore_errors=True)
        tributary("init", "--data", str(folder), "--place", "Illustrative place")
        tributary("user", "add", "--data", str(folder), "--email", EMAIL, "--name", "Analyst", text=PASSWORD + "\n")
        tributary("user", "grant", "--data", str(folder), "--email", EMAIL, "--role", "analyst", "--place", "Illustrative place")
        began = time.monotonic()
        tributary("import", str(file), "--data", str(folder), "--as", EMAIL, "--recipe", "nhs-ae-attendances", "--into", "place:Illustrative place")
        times.append(time.monotonic() - began)
    shutil.rmtree(folder, ignore_errors=True)
    return min(times)


def main():
    make_place()
    rows = []

    def note(what, value, unit, wanted="", **more):
        rows.append({"what": what, "value": f"{value:.4g}", "unit": unit, "wanted": wanted, **more})
        print(f"{what}: {value:.4g} {unit}" + (f" (wanted: {wanted})" if wanted else "") + "".join(f", {name} {each}" for name, each in more.items()), flush=True)

    starts = []
    for _ in range(3):
        server = Server(TRIBUTARY, "serve", "--data", PLACE, "--port", None)
        starts.append(server.started)
        server.stop()
    note("start-up, to the first answer", min(starts), "s", "< 1")

    imported = real_import()
    if imported is not None:
        note("import of 12,765 rows into 856 measures", imported, "s", "< 1")

    server = Server(TRIBUTARY, "serve", "--data", PLACE, "--port", None)
    cookie = server.sign_in()
    for what, path, first, last, most in CALLS:
        load(server, cookie, path, first, last, seconds=1)  # so that no reader pays for what is read from disk once
        rate, median, p99, cpu, size = load(server, cookie, path, first, last)
        note(what, p99, "ms, 99th percentile", f"< {most}", median_ms=f"{median:.2f}", requests_per_second=f"{rate:.0f}", cpu_us=f"{cpu:.0f}", bytes=f"{size:.0f}")
    note("memory of its own that the server holds after all that", server.memory(), "MB")
    server.stop()

    page = "/api/v1/measures/50001/chart"
    server = Server(TRIBUTARY, "serve", "--data", PLACE, "--port", None)
    size = server.size_of(server.sign_in(), page)
    server.stop()
    server = Server(SERVE, PLACE, None, str(size))
    cookie = server.sign_in()
    ratios = []
    for _ in range(3):
        constant = load(server, cookie, "/api/v1/constant", 1, 1)
        whole = load(server, cookie, page, 1, 1)
        ratios.append((whole[0] / constant[0], constant, whole))
    server.stop()
    ratio, constant, whole = sorted(ratios)[1]
    note(f"a chart of 24 points ({size} bytes) against a constant reply of that size", ratio, "of its rate", ">= 0.5",
         requests_per_second=f"{whole[0]:.0f} of {constant[0]:.0f}", cpu_us=f"{whole[3]:.0f} of {constant[3]:.0f}")

    note("a constant reply, by which to judge how busy the machine was", constant[2], "ms, 99th percentile", median_ms=f"{constant[1]:.2f}",
         requests_per_second=f"{constant[0]:.0f}", cpu_us=f"{constant[3]:.0f}", bytes=f"{constant[4]:.0f}")

    out = ROOT / "bench/results" / f"{processor()}.csv"
    out.parent.mkdir(parents=True, exist_ok=True)
    with open(out, "w", newline="", encoding="utf-8") as file:
        fields = ["what", "value", "unit", "wanted", "median_ms", "requests_per_second", "cpu_us", "bytes", "load", "cores"]
        writer = csv.DictWriter(file, fields, lineterminator="\n")
        writer.writeheader()
        for row in rows:
            writer.writerow({**row, "load": f"{os.getloadavg()[0]:.1f}", "cores": os.cpu_count()})
    print(f"written to {out.relative_to(ROOT)}")


main()
