"""How fast and how large auditor is: `python tests/benchmarks/speed.py`. Not part of the test run.

Prints one table. Speeds are of one process on one core, from text to finished audit with every default rule; the best of three
passes after a warm-up. `--corpus DIR` adds a line for any directory of articles, `--profile` says where the time goes.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import statistics
import sys
import tarfile
import tempfile
import time
from pathlib import Path

import measured
from texts import ARTICLES, Texts, from_directory, generated, hostile, size, written

import auditor
from auditor.rules import load_rules

PUBLIC = ARTICLES.parents[2] / "shared" / "bench" / "markdown.tar.xz"  # real Markdown, where there is some


def from_archive(path: Path, most: int = 4_000_000) -> Texts:
    """Read the Markdown of an archive, up to ``most`` bytes."""
    found: Texts = []
    length = 0
    with tarfile.open(path) as archive:
        for member in archive:
            data = archive.extractfile(member)
            if data is None or not member.name.endswith(".md"):
                continue
            text = data.read().decode("utf-8", "replace")
            found.append((member.name, text))
            length += len(text)
            if length > most:
                break
    return found


def run(texts: Texts) -> int:
    """Audit the texts; gives the number of findings, so that nobody measures a tool that finds nothing."""
    found = 0
    for name, text in texts:
        try:
            found += len(auditor.audit_text(text, name=name).findings)
        except auditor.ReadError:
            continue
    return found


def speed(texts: Texts, passes: int) -> str:
    """Give the best speed of some passes."""
    length = size(texts)
    best = float("inf")
    found = run(texts[:20])
    for _ in range(passes):
        start = time.process_time()
        found = run(texts)
        best = min(best, time.process_time() - start)
    return f"{length / best / 1e6:6.2f} MB/s   {len(texts):5} texts, {length / 1e6:6.2f} MB, {found} findings"


def cold_start(*options: str, runs: int = 15) -> str:
    """Give the median and the best time of whole processes that audit one article."""
    command = measured.auditor("check", "--fail-on", "never", *options, str(ARTICLES / "leap-second.md"))
    times = [measured.run(command).wall for _ in range(runs)]
    return f"{statistics.median(times):6.3f} s median, {min(times):.3f} s best of {runs}"


def memory(texts: Texts, files: int = 1000) -> str:
    """Give the largest resident size of a process that audits a directory of files."""
    with tempfile.TemporaryDirectory() as folder:
        many = [texts[number % len(texts)] for number in range(files)]
        written(many, Path(folder, "many"), ".md")
        options = ["check", "--fail-on", "never", "--format", "concise", "--jobs", "1", "--no-cache", folder]
        cost = measured.run(measured.auditor(*options))
    state = f"   (exit {cost.status})" if cost.status else ""
    return f"{cost.peak / 1e6:6.1f} MB       {files} files, {size(many) / 1e6:.1f} MB, {cost.wall:.1f} s{state}"


def profile(texts: Texts, lines: int) -> None:
    """Print where the time goes: own time of each function, with its file and line."""
    run(texts[:20])
    profiler = cProfile.Profile()
    profiler.runcall(run, texts)
    pstats.Stats(profiler).sort_stats("tottime").print_stats(lines)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, help="a directory of articles to measure as well")
    parser.add_argument("--passes", type=int, default=3)
    parser.add_argument("--profile", nargs="?", const="markdown", choices=("markdown", "text", "hostile", "corpus", "public"))
    parser.add_argument("--lines", type=int, default=40, help="of the profile")
    options = parser.parse_args()
    sets: dict[str, Texts] = {
        "markdown": generated((".md",), "made.md"),
        "text": generated((".txt", ".md"), "made.txt"),
        "hostile": hostile(),
    }
    if PUBLIC.exists():
        sets["public"] = from_archive(PUBLIC)
    if options.corpus:
        sets["corpus"] = from_directory(options.corpus)
    if options.profile:
        profile(sets[options.profile], options.lines)
        return
    names = {"public": "real Markdown", "corpus": str(options.corpus)}
    print(f"auditor {auditor.__version__}, {len(load_rules().rules)} rules, Python {sys.version.split()[0]}")
    for key, texts in sets.items():
        print(f"{names.get(key, key):24} {speed(texts, options.passes)}", flush=True)
    print(f"{'cold start, terminal':24} {cold_start()}", flush=True)
    print(f"{'cold start, concise':24} {cold_start('--format', 'concise')}", flush=True)
    print(f"{'memory':24} {memory(sets['markdown'])}")


if __name__ == "__main__":
    main()
