"""What machine a benchmark ran on."""
import pathlib
import re


def processor():
    """Its processor's name, fit for a file's."""
    model = re.search(r"model name\s*:\s*(.+)", pathlib.Path("/proc/cpuinfo").read_text())
    return re.sub(r"[^a-z0-9]+", "-", (model.group(1) if model else "unknown").lower()).strip("-")
