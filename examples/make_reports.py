"""Make `examples/reports/` from `examples/articles/`, and the diff of `examples/fixes/`: `python examples/make_reports.py`.

A test tells when they are out of date.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import DIMMED_MONOKAI
from rich.text import Text

ROOT = Path(__file__).resolve().parents[1]
REPORTS = ROOT / "examples" / "reports"
SHOWN = "examples/articles/harbour-tunnel.txt"  # the article of the picture
COLUMNS = 100


def check(*options: str, folder: Path = ROOT, command: str = "check") -> str:
    """Run `auditor check` or another command in a folder; the examples have errors, so the gate may fail."""
    words = [sys.executable, "-P", "-m", "auditor", command, *options]  # -P: the installed auditor
    environment = {**os.environ, "COLUMNS": str(COLUMNS), "PYTHONIOENCODING": "utf-8"}
    environment.pop("GITHUB_ACTIONS", None)  # its jobs get links to the commit that they look at
    run = subprocess.run(words, cwd=folder, env=environment, check=False, capture_output=True, encoding="utf-8")
    if run.returncode > 1:
        raise SystemExit(run.stderr)
    return run.stdout


def picture(report: str) -> str:
    """Give a coloured report as SVG."""
    with Path("/dev/null").open("w") as nowhere:
        console = Console(record=True, width=COLUMNS, file=nowhere, force_terminal=True, color_system="truecolor")
        console.print(Text.from_ansi(report), soft_wrap=True)
    return console.export_svg(title=f"auditor check {SHOWN}", theme=DIMMED_MONOKAI)


def reports() -> dict[str, str]:
    """Give every report by the name of its file."""
    articles = "examples/articles"
    return {
        "terminal.txt": check(articles) + "\n" + check("--full", articles),
        "terminal.svg": picture(check("--color", "always", SHOWN)),
        "report.md": check("--format", "markdown", "../articles", folder=REPORTS),  # its links work where it lies
        "report.json": check("--format", "json", articles),
        "concise.txt": check("--format", "concise", articles),
    }


def fixes() -> str:
    """Give what `auditor fix` makes of the damaged articles, as a diff."""
    return check(".", "--diff", folder=ROOT / "examples" / "fixes", command="fix")


def main() -> None:
    """Write them."""
    (ROOT / "examples" / "fixes" / "night-ferries.diff").write_text(fixes(), "utf-8")
    for name, text in reports().items():
        (REPORTS / name).write_text(text, "utf-8")


if __name__ == "__main__":
    main()
