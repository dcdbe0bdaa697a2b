"""Run one command and measure it: wall time, processor time, peak memory, exit status. Linux and macOS."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

# A child begins as a copy of whoever starts it, and its largest size counts from there: a small process starts the command.
_LAUNCHER = """
import json, os, resource, signal, sys, time
limit, cores, out, *command = sys.argv[1:]
if cores != "all" and hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: int(cores)])
start = time.perf_counter()
child = os.fork()
if not child:
    os.setpgid(0, 0)
    with open(out, "wb") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    os.execvp(command[0], command)
def stop(*_):
    os.killpg(child, signal.SIGKILL)
signal.signal(signal.SIGALRM, stop)
signal.alarm(int(limit))
_, status, used = os.wait4(child, 0)
wall = time.perf_counter() - start
print(json.dumps([wall, used.ru_utime + used.ru_stime, used.ru_maxrss, os.waitstatus_to_exitcode(status)]))
"""
_KILOBYTE = 1 if sys.platform == "darwin" else 1024


class Cost(NamedTuple):
    """What a run took: seconds, bytes, its exit status, all that it printed. ``cpu`` counts all of its processes."""

    wall: float
    cpu: float
    peak: int
    status: int
    output: str


def run(command: list[str], *, cores: int | None = 1, limit: int = 600) -> Cost:
    """Run a command on so many cores (None: all); after ``limit`` seconds it is killed, and its status is below zero."""
    compiled = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}  # as installed: pip compiles
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "out")
        launcher = [sys.executable, "-I", "-S", "-c", _LAUNCHER, str(limit), str(cores or "all"), str(out), *command]
        done = subprocess.run(launcher, check=True, capture_output=True, text=True, env=compiled)
        wall, cpu, peak, status = json.loads(done.stdout)
        return Cost(wall, cpu, peak * _KILOBYTE, status, out.read_text("utf-8", "replace"))


def best(command: list[str], *, passes: int = 2, cores: int | None = 1, limit: int = 600, by: str = "cpu") -> Cost:
    """Run a command several times; give the run that took the least processor time, or the least of another figure."""
    return min((run(command, cores=cores, limit=limit) for _ in range(passes)), key=attrgetter(by))


def auditor(*arguments: str) -> list[str]:
    """Give the command of an auditor run: the one that this Python has."""
    return [sys.executable, "-P", "-m", "auditor", *arguments]
