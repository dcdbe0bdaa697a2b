"""The tools that the benchmark sets beside auditor: how each is installed, run, and its findings are counted."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, NamedTuple

import measured

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_PYPI = ("proselint", "codespell")
_NPM = ("write-good", "alex", "textlint", "textlint-rule-write-good")


class Tool(NamedTuple):
    """A tool: ``command`` goes before the files, ``version`` prints it, ``count`` counts findings in what a run printed."""

    name: str
    does: str
    command: list[str]
    version: list[str]
    count: Callable[[str], int]


class Missing(NamedTuple):
    """A tool that could not be had, and why."""

    name: str
    why: str


def lines(pattern: str) -> Callable[[str], int]:
    """Count the lines in which a pattern is found."""
    compiled = re.compile(pattern, re.MULTILINE)
    return lambda output: len(compiled.findall(output))


def auditor_itself(*options: str) -> Tool:
    """Give auditor as a tool: all default rules, no results of earlier runs, one process."""
    command = measured.auditor("check", "--format", "concise", "--no-cache", "--jobs", "1", *options)
    return Tool("auditor", "sources", command, measured.auditor("--version"), lines(r":\d+:\d+: (?:error|warning) "))


def install(folder: Path) -> list[Tool | Missing]:
    """Install what is not there yet, below ``folder``; a tool that cannot be had is told with its reason."""
    return [*_from_pypi(folder / "python"), *_from_npm(folder / "node")]


def _from_pypi(folder: Path) -> list[Tool | Missing]:
    binaries = folder / "bin"
    if not all((binaries / name).exists() for name in _PYPI):
        problem = _done([sys.executable, "-m", "venv", str(folder)]) or _done([str(binaries / "pip"), "install", "-q", *_PYPI])
        if problem:
            return [Missing(name, problem) for name in _PYPI]
    proselint, codespell = (str(binaries / name) for name in _PYPI)
    return [
        Tool("codespell", "spelling", [codespell], [codespell, "--version"], lines(r" ==> ")),
        Tool("proselint", "style", [proselint, "check"], [proselint, "version"], lines(r":\d+:\d+: ")),
    ]


def _from_npm(folder: Path) -> list[Tool | Missing]:
    names = ("write-good", "textlint", "alex")
    for program in ("node", "npm"):
        if not shutil.which(program):
            return [Missing(name, f"{program} is not installed") for name in names]
    binaries = folder / "node_modules" / ".bin"
    if not all((binaries / name).exists() for name in names):
        problem = _done(["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(folder), *_NPM])
        if problem:
            return [Missing(name, problem) for name in names]
    good, textlint, alex = (str(binaries / name) for name in names)
    rule = ["--rules-base-directory", str(folder / "node_modules"), "--rule", "write-good", "--format", "unix"]
    return [
        Tool("write-good", "style", [good, "--parse"], [good, "--version"], lines(r":\d+:\d+:")),
        Tool("textlint", "style, by write-good's rules", [textlint, *rule], [textlint, "--version"], lines(r":\d+:\d+: ")),
        Tool("alex", "insensitive words", [alex], [alex, "--version"], lines(r"^ +\d+:\d+-\d+:\d+ +warning ")),
    ]


def _done(command: list[str]) -> str:
    """Run a step of an installation; give what went wrong, else nothing."""
    quiet = {**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False, env=quiet)
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"cannot be installed ({type(error).__name__})"
    said = [line for line in done.stderr.splitlines() if line.strip() and not line.startswith("WARNING")]
    return f"cannot be installed ({said[-1] if said else done.returncode})" if done.returncode else ""


def version(tool: Tool) -> str:
    """Give the version of a tool as it tells it, by its number."""
    done = subprocess.run(tool.version, capture_output=True, text=True, check=False)
    found = re.search(r"\d+(?:\.\d+)+", done.stdout + done.stderr)
    return found[0] if found else "?"
