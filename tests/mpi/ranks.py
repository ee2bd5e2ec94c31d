"""What ranks share out comes together as if one process had done it."""
import os
import signal
import subprocess
import sys
import tempfile
import time

ROOT, BUILD = os.environ["TRIBUTARY_ROOT"], os.environ["TRIBUTARY_BUILD"]
MODEL = os.path.join(ROOT, "models/mental-health-beds.toml")
passed = failed = 0


def environment(cache):
    # OpenMPI refuses root unless told twice, which a container's tests are.
    return {**os.environ, "XDG_CACHE_HOME": cache, "OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1", "OMPI_MCA_plm_rsh_agent": "/bin/false"}


def command(ranks, words):
    return ["mpirun", "--oversubscribe", "-n", str(ranks), os.path.join(BUILD, "tributary-mpi"), *words]


def alone(words, cache):
    return subprocess.run([os.path.join(BUILD, "tributary"), *words], capture_output=True, env=environment(cache), timeout=120)


def together(ranks, words, cache):
    return subprocess.run(command(ranks, words), capture_output=True, env=environment(cache), timeout=120)


def kept(cache):
    return [os.path.join(folder, name) for folder, _, names in os.walk(cache) for name in names]


def test(says, holds, why=""):
    global passed, failed
    if holds:
        passed += 1
    else:
        failed += 1
        print(f"failed: {says}\n  {why}")


with tempfile.TemporaryDirectory() as cache:
    analyses = {
        "a run": ["flow", "run", MODEL, "--replications", "9", "--json"],
        "a comparison": ["flow", "compare", MODEL, "--scenario", "shorter_5", "--replications", "6", "--format", "csv"],
        "a sweep": ["flow", "sweep", MODEL, "--vary", "beds=90..94/2", "--replications", "7", "--json"],
        "an inverse question": ["flow", "solve", MODEL, "--vary", "beds", "--measure", "out_of_area", "--at-most", "3", "--replications", "5"],
    }
    for name, words in analyses.items():
        want = alone(words, cache)
        for ranks in (1, 2, 3):
            got = together(ranks, words, cache)
            test(f"{name} prints the same bytes on {ranks} ranks", got.returncode == 0 and want.returncode == 0 and got.stdout == want.stdout, got.stderr.decode()[:500])
    test("what was kept is gone when the command is done", kept(cache) == [], str(kept(cache)))

    wrong = together(2, ["flow", "run", "nowhere.toml"], cache)
    said = wrong.stderr.decode()
    test("a file that isn't there is told once, and ends it with 2", wrong.returncode == 2 and said.count("nowhere.toml: The file can't be read") == 1, said)

    words = ["flow", "run", MODEL, "--replications", "3000", "--length", "10 years", "--json"]
    run = subprocess.Popen(command(2, words), stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(cache))
    deadline = time.monotonic() + 60
    while sum(os.path.getsize(each) for each in kept(cache)) < 20_000 and time.monotonic() < deadline:
        time.sleep(0.05)
    ranks = subprocess.run(["pgrep", "-P", str(run.pid), "-x", "tributary-mpi"], capture_output=True, text=True).stdout.split()
    os.kill(int(ranks[-1]), signal.SIGKILL)
    out, err = run.communicate(timeout=60)
    test("a rank that dies ends the run, which says so and prints nothing", run.returncode != 0 and out == b"" and b"a rank has died" in err and b"goes on from there" in err, err.decode()[:500])
    test("what is done is kept", sum(os.path.getsize(each) for each in kept(cache)) >= 20_000, str(kept(cache)))
    fewer = ["flow", "run", MODEL, "--replications", "8", "--length", "10 years", "--json"]
    before = {each: os.path.getsize(each) for each in kept(cache)}
    again = together(3, fewer, cache)
    test("the next call goes on from it, on other ranks, and prints what one process prints", again.stdout == alone(fewer, cache + "/none").stdout and again.returncode == 0, again.stderr.decode()[:500])
    test("and what was kept is gone then", kept(cache) == [], f"{before} → {kept(cache)}")

    keeping = os.path.join(cache, "here")
    mine = ["flow", "run", MODEL, "--replications", "3000", "--length", "10 years", "--keep", keeping, "--progress", "none"]
    ended = subprocess.Popen([os.path.join(BUILD, "tributary"), *mine], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(cache))
    deadline = time.monotonic() + 60
    while sum(os.path.getsize(each) for each in kept(keeping)) < 10_000 and time.monotonic() < deadline:
        time.sleep(0.05)
    ended.kill()
    ended.communicate()
    resumed = alone(["flow", "run", MODEL, "--replications", "6", "--length", "10 years", "--keep", keeping, "--json"], cache)
    plain = alone(["flow", "run", MODEL, "--replications", "6", "--length", "10 years", "--json"], cache)
    test("one process keeps its replications too where --keep says so, and goes on from them", resumed.stdout == plain.stdout and kept(keeping) == [], resumed.stderr.decode()[:300])

print(f"{passed} passed, {failed} failed")
sys.exit(1 if failed else 0)
