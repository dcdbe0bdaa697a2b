"""How fast `auditor corpus` is, how much memory it takes, and whether a run survives being killed.

python tests/benchmarks/corpus.py [--articles N] [--large N] [--kills N]

Articles are made up, the same each time. Memory is what all processes of a run hold together at most, on Linux.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pyarrow as pa
from pyarrow import parquet

from auditor.corpus import audit_batch

WORDS = (
    "the council of harbour said that new bridge will cost more money than planned while residents asked for review which officials"
    " promised would come before winter and traffic near old town has doubled"
).split()
OPENINGS = (
    "Mayor Ann Lee said that",
    "Experts say",
    "According to the harbour office,",
    "A study found that",
    "Ship owners fear that",
)


def article(number: int, sentences: int) -> dict[str, str]:
    """Make up an article of so many sentences."""
    chance = random.Random(number)  # noqa: S311 — no secret
    said = []
    for _ in range(sentences):
        words = " ".join(chance.choices(WORDS, k=chance.randint(8, 20)))
        said.append(f"{chance.choice(OPENINGS)} {words} by {chance.randint(2, 80)} percent in {chance.randint(1990, 2024)}.")
    url = f"https://www.site{number % 50}.com/2023/{number % 12 + 1:02d}/05/x{number}"
    return {"id": f"a{number}", "url": url, "text": "\n\n".join(said)}


def speed() -> None:
    """Print articles and megabytes a second of one processor."""
    gc.set_threshold(20_000, 20, 100)  # as the processes of a run do
    for sentences in (2, 10, 50, 100):
        rows = [article(number, sentences) for number in range(4000 // sentences)]
        size = sum(len(row["text"]) for row in rows)
        batch = pa.RecordBatch.from_pylist(rows)
        audit_batch(batch.slice(0, 20))
        began = time.process_time()
        audit_batch(batch)
        took = time.process_time() - began
        each = size / len(rows) / 1000
        print(f"articles of {each:5.1f} kB: {len(rows) / took:6.0f} a second and core, {size / took / 1e6:.2f} MB/s")


def command(source: Path, out: Path, *more: str) -> list[str]:
    """Give the command of a run."""
    return [sys.executable, "-P", "-m", "auditor", "corpus", "run", str(source), "--out", str(out), "--quiet", *more]


def tree(process: int) -> list[int]:
    """Give a process and all below it."""
    try:
        below = Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split()
    except OSError:
        return []
    return [process, *(inner for child in below for inner in tree(int(child)))]


def resident(process: int) -> int:
    try:
        return int(Path(f"/proc/{process}/statm").read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


def memory(folder: Path, number: int) -> float:
    """Run over so many short articles; give the most memory, in megabytes."""
    source = folder / f"{number}.jsonl"
    with source.open("w", encoding="utf-8") as file:
        for at in range(number):
            file.write(json.dumps(article(at, 2)) + "\n")
    began, most = time.monotonic(), 0
    with subprocess.Popen(command(source, folder / f"out-{number}", "--jobs", "2")) as run:
        while run.poll() is None:
            most = max(most, sum(map(resident, tree(run.pid))))
            time.sleep(0.1)
    took = time.monotonic() - began
    print(f"{number:,} articles, two processes: {most / 1e6:.0f} MB at most, {number / took:.0f} a second, exit {run.returncode}")
    return most


def rows(out: Path) -> dict[str, list[dict[str, object]]]:
    """Give all rows of a run."""
    tables = ("documents", "findings", "failures")
    return {
        name: [row for file in sorted((out / name).glob("*")) for row in parquet.read_table(file).to_pylist()] for name in tables
    }


def kills(folder: Path, times: int) -> None:
    """Kill a run at random moments, take it up each time, and compare what comes out."""
    source = folder / "kills.jsonl"
    source.write_text("".join(json.dumps(article(at, 5)) + "\n" for at in range(3000)) + "no json\n", "utf-8")
    subprocess.run(command(source, folder / "whole", "--batch-size", "50"), check=False)
    chance = random.Random(5)  # noqa: S311 — as above
    killed = 0
    while killed < times:
        run = subprocess.Popen(command(source, folder / "killed", "--batch-size", "50"))
        try:
            run.wait(chance.uniform(1, 8))
        except subprocess.TimeoutExpired:
            run.send_signal(signal.SIGKILL)
            run.wait()
            killed += 1
            done = len(list((folder / "killed" / "documents").glob("*.parquet")))
            print(f"killed for the {killed}. time: {done} of 61 files done")
        else:  # it was done: begin anew
            subprocess.run(["rm", "-rf", str(folder / "killed")], check=True)
    subprocess.run(command(source, folder / "killed", "--batch-size", "50"), check=False)
    print("equal rows:", rows(folder / "whole") == rows(folder / "killed"))


def main() -> None:
    """Print everything."""
    options = argparse.ArgumentParser()
    options.add_argument("--articles", type=int, default=1000, help="of the small run")
    options.add_argument("--large", type=int, default=100_000, help="of the large run; 0 leaves memory out")
    options.add_argument("--kills", type=int, default=10, help="how often a run is killed")
    given = options.parse_args()
    speed()
    with tempfile.TemporaryDirectory() as name:
        if given.large:
            small, large = memory(Path(name), given.articles), memory(Path(name), given.large)
            print(f"memory of the large run: {large / small - 1:+.0%}")
        if given.kills:
            kills(Path(name), given.kills)


if __name__ == "__main__":
    main()
