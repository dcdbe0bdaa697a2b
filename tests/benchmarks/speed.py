"""How fast and how large auditor is: `python tests/benchmarks/speed.py`. Not part of the test run.

Prints one table. Speeds are of one process on one core, from text to finished audit with every default rule; the best of three
passes after a warm-up. `--corpus DIR` adds a line for any directory of articles, `--profile` says where the time goes.
"""

from __future__ import annotations

import argparse
import cProfile
import os
import pstats
import random
import re
import statistics
import subprocess
import sys
import tarfile
import tempfile
import time
from pathlib import Path

import auditor
from auditor.read import SUFFIXES
from auditor.rules import load_rules

ROOT = Path(__file__).resolve().parents[2]
ARTICLES = ROOT / "examples" / "articles"
PUBLIC = ROOT.parent / "shared" / "bench" / "markdown.tar.xz"  # real Markdown, where there is some
_MEASURED = """
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, done.returncode)
"""
Texts = list[tuple[str, str]]  # name and text


def generated(suffixes: tuple[str, ...], name: str, *, files: int = 150) -> Texts:
    """Make articles of 2 to 12 kB from shuffled paragraphs of the examples, the same ones each time."""
    chance = random.Random(5)  # noqa: S311 — the same texts each time, not secrets
    paragraphs: list[str] = []
    for path in sorted(ARTICLES.iterdir()):
        if path.suffix in suffixes:
            body = re.sub(r"\A---\n.*?\n---\n", "", path.read_text("utf-8"), flags=re.DOTALL).split("\nReferences")[0]
            paragraphs += [p for p in body.split("\n\n") if len(p) > 40]
    return [(name, "\n\n".join(chance.choices(paragraphs, k=chance.randint(6, 36)))) for _ in range(files)]


def hostile() -> Texts:
    """Give texts dense in the keywords of every rule: their own bad examples, over and over."""
    texts = [example.text for rule in load_rules() for example in rule.bad if example.format != "html"]
    random.Random(7).shuffle(texts)  # noqa: S311
    whole = "\n\n".join(texts)
    return [("hostile.md", "\n\n".join([whole] * (1 + 200_000 // max(1, len(whole)))))]


def from_directory(folder: Path) -> Texts:
    """Read every text that auditor would audit."""
    paths = sorted(p for p in folder.rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file())
    return [(str(p), p.read_text("utf-8", "replace")) for p in paths]


def from_archive(path: Path, most: int = 4_000_000) -> Texts:
    """Read the Markdown of an archive, up to ``most`` bytes."""
    found: Texts = []
    size = 0
    with tarfile.open(path) as archive:
        for member in archive:
            data = archive.extractfile(member)
            if data is None or not member.name.endswith(".md"):
                continue
            text = data.read().decode("utf-8", "replace")
            found.append((member.name, text))
            size += len(text)
            if size > most:
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
    size = sum(len(text.encode()) for _, text in texts)
    best = float("inf")
    found = run(texts[:20])
    for _ in range(passes):
        start = time.process_time()
        found = run(texts)
        best = min(best, time.process_time() - start)
    return f"{size / best / 1e6:6.2f} MB/s   {len(texts):5} texts, {size / 1e6:6.2f} MB, {found} findings"


def cold_start(*options: str, runs: int = 15) -> str:
    """Give the median and the best time of whole processes that audit one article."""
    article = ARTICLES / "leap-second.md"
    command = [sys.executable, "-m", "auditor", "check", "--fail-on", "never", *options, str(article)]
    compiled = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}  # as installed: pip compiles
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True, env=compiled)
        times.append(time.perf_counter() - start)
    return f"{statistics.median(times):6.3f} s median, {min(times):.3f} s best of {runs}"


def memory(texts: Texts, files: int = 1000) -> str:
    """Give the largest resident size of a process that audits a directory of files."""
    with tempfile.TemporaryDirectory() as folder:
        size = 0
        for number in range(files):
            text = texts[number % len(texts)][1]
            Path(folder, f"{number}.md").write_text(text, "utf-8")
            size += len(text.encode())
        options = ["check", "--fail-on", "never", "--format", "concise", "--jobs", "1", "--no-cache", folder]
        start = time.perf_counter()
        # Started by a small process: a child begins as a copy of whoever starts it, and its largest size counts from there.
        command = [sys.executable, "-c", _MEASURED, sys.executable, "-m", "auditor", *options]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    largest, status = done.stdout.split()
    state = "" if status == "0" else f"   (exit {status})"
    return f"{int(largest) / 1024:6.1f} MB       {files} files, {size / 1e6:.1f} MB, {time.perf_counter() - start:.1f} s{state}"


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
