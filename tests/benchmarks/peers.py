"""How fast auditor is beside its goals and other tools: `python tests/benchmarks/peers.py [--write]`. Not part of the test run.

The tools that PyPI and npm carry are installed below `build/` and run in the same call over the same files, so that ratios hold on
any machine; one that cannot be had is told with its reason. Texts are made up unless `--corpus DIR` names Markdown (and `.txt`)
and `--news PATH…` saved pages (`.gz` too). Every run is a whole process on one processor, and no results of earlier runs are used.
Speeds are by processor time, the better of two runs, so that they hold on a machine that does other things as well; a start and
two cores are by wall time. `--large` adds 100,000 articles and a file of 50 MB, `--write` puts the tables into RESULTS.md.
"""

from __future__ import annotations

import argparse
import gzip
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import measured
import texts
import tools

import auditor
from auditor.rules import load_rules

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
TABLE = HERE / "RESULTS.md"
MB = 1e6
CONCISE = ("check", "--fail-on", "never", "--no-cache", "--format", "concise")
ONE_LINE = "The new bridge will cost 40 percent more than planned, critics say.\n"
BUSY = "**The machine did other things meanwhile: these figures are too low, and those by wall time say nothing. Measure again.**"
PATIENCE = 240  # seconds that a tool may take for a sample


class Row(NamedTuple):
    """A measure: its goal, what was measured, and whether that is met (None: there is no goal, or nothing was measured)."""

    what: str
    goal: str
    measured: str
    met: bool | None


class Sets(NamedTuple):
    """The texts of a run, and what they are."""

    markdown: texts.Texts
    plain: texts.Texts
    news: list[bytes]
    told: str


def sets(options: argparse.Namespace) -> Sets:
    """Read or make the texts."""
    markdown, plain = texts.generated((".md",), "made.md", files=400), texts.generated((".txt", ".md"), "made.txt", files=400)
    told = ["texts made of the paragraphs of the examples"]
    if options.corpus:
        found = texts.from_directory(options.corpus)
        markdown = [one for one in found if one[0].endswith((".md", ".markdown"))]
        plain = [one for one in found if one[0].endswith((".txt", ".text"))] or texts.prose(markdown)
        told = [f"a corpus of {len(markdown):,} Markdown files, {texts.size(markdown) / MB:.1f} MB, and its prose as plain text"]
    saved = [page for path in options.news for page in (sorted(path.rglob("*.htm*")) if path.is_dir() else [path])]
    news = [gzip.decompress(p.read_bytes()) if p.suffix == ".gz" else p.read_bytes() for p in saved]
    told.append(f"{len(news)} saved news pages" if news else "news pages made likewise")
    return Sets(markdown, plain, news or [text.encode() for _, text in texts.pages()], "; ".join(told))


# --- beside the others ----------------------------------------------------------------------------------------


def beside(folder: Path, kinds: dict[str, list[str]], found: list[tools.Tool | tools.Missing]) -> Iterator[str]:
    """Run every tool over the same files of each kind."""
    line = folder / "line.md"
    line.write_text(ONE_LINE, "utf-8")
    for kind, paths in kinds.items():
        size = sum(Path(path).stat().st_size for path in paths)
        yield f"### {kind}: {len(paths)} files, {size / MB:.2f} MB\n"
        yield "| tool | looks at | MB/s | wall, s | processor, s | peak memory, MB | findings | exit | one line, processor, s |"
        yield "|---|---|--:|--:|--:|--:|--:|--:|--:|"
        for tool in found:
            if isinstance(tool, tools.Missing):
                yield f"| {tool.name} | skipped: {tool.why} | | | | | | | |"
                continue
            cost = measured.best([*tool.command, *paths], limit=PATIENCE)
            short = measured.best([*tool.command, str(line)], passes=5)
            speed = f"{size / cost.cpu / MB:.2f}" if cost.status >= 0 else f"none: killed after {PATIENCE} s"
            yield (
                f"| {tool.name} {tools.version(tool)} | {tool.does} | {speed} | {cost.wall:.2f} | {cost.cpu:.2f} "
                f"| {cost.peak / MB:.0f} | {tool.count(cost.output):,} | {cost.status} | {short.cpu:.2f} |"
            )
        yield ""


# --- beside the goals -----------------------------------------------------------------------------------------


def audit(*arguments: str, cores: int = 1, passes: int = 2, by: str = "cpu") -> measured.Cost:
    """Audit with a number of processes on as many processors."""
    cost = measured.best(measured.auditor(*CONCISE, "--jobs", str(cores), *arguments), cores=cores, passes=passes, by=by)
    if cost.status:
        sys.exit(f"auditor left with {cost.status}: {cost.output[-300:]}")
    return cost


def speeds(folder: Path, given: Sets) -> Iterator[Row]:
    """Megabytes and pages a second on one processor, and what a second one brings."""
    for what, of, suffix, goal in (
        ("Markdown, all default rules", given.markdown, ".md", 6),
        ("plain text", given.plain, ".txt", 8),
        ("text dense in every rule's keywords", texts.hostile(1_000_000), ".md", 2),
    ):
        where, size = folder / f"goal-{goal}", texts.size(of) / MB
        texts.written(of, where, suffix)
        cost = audit(str(where))
        yield Row(
            f"{what}: {len(of):,} files, {size:.1f} MB", f"≥ {goal} MB/s", f"{size / cost.cpu:.2f} MB/s", size / cost.cpu >= goal
        )
        if goal == 6:
            ratio = audit(str(where), by="wall").wall / audit(str(where), cores=2, by="wall").wall
            told = f"{ratio:.2f} ×" if (os.cpu_count() or 1) > 1 else "one processor only"
            yield Row("the same on two cores against one", "≥ 1.8 ×", told, ratio >= 1.8)
    where = folder / "news"
    where.mkdir()
    for number, page in enumerate(given.news):
        (where / f"{number:06}.html").write_bytes(page)
    cost = audit(str(where))
    rate, each = len(given.news) / cost.cpu, sum(map(len, given.news)) / len(given.news) / 1000
    yield Row(
        f"news pages, main text found: {len(given.news)} of {each:.0f} kB", "≥ 60 a second", f"{rate:.1f} a second", rate >= 60
    )


def starts(folder: Path, times: int = 15) -> Iterator[Row]:
    """A whole process over a file of one line."""
    line = folder / "one.md"
    line.write_text(ONE_LINE, "utf-8")
    for format_, goal in (("concise", 0.15), ("terminal", 0.25)):
        command = measured.auditor("check", "--fail-on", "never", "--format", format_, str(line))
        runs = [measured.run(command) for _ in range(times)]
        walls, peak = [one.wall for one in runs], max(one.peak for one in runs) / MB
        told = f"{min(walls):.3f} s at best, {statistics.median(walls):.3f} s median of {times}"
        yield Row(f"cold start, one line, `--format {format_}`", f"≤ {goal} s", told, statistics.median(walls) <= goal)
        yield Row("its memory", "≤ 60 MB", f"{peak:.0f} MB", peak <= 60)


def memory(folder: Path, *, large: bool) -> Row:
    """Peak memory over few and over many short articles."""
    pool = texts.paragraphs((".txt", ".md"))
    peaks = []
    many = 100_000 if large else 5_000
    for count in (1_000, many):
        where = folder / f"many-{count}"
        texts.written(
            [("", pool[number % len(pool)] + "\n\n" + pool[number // 7 % len(pool)]) for number in range(count)], where, ".txt"
        )
        peaks.append(audit(str(where), passes=1).peak / MB)
        shutil.rmtree(where)
    told = f"{peaks[0]:.0f} MB and {peaks[1]:.0f} MB: {peaks[1] / peaks[0] - 1:+.0%}"
    return Row(f"memory over 1,000 and {many:,} articles", "within 20 %", told, peaks[1] <= 1.2 * peaks[0])


def linear(folder: Path, plain: texts.Texts, *, large: bool) -> Row:
    """Seconds for each megabyte of one file, short and long."""
    sizes = (0.5, 5.0, 50.0) if large else (0.5, 5.0)
    line = folder / "one.md"
    start = min(measured.run(measured.auditor(*CONCISE, str(line))).cpu for _ in range(3))
    each, said = [], []
    for size in sizes:
        path = texts.written(texts.repeated(plain, size * MB), folder / f"long-{size}", ".txt")[0]
        cost = audit(path, passes=1)
        each.append((cost.cpu - start) / size)
        said.append(f"{size:g} MB {each[-1]:.2f} s/MB ({cost.peak / MB:.0f} MB of memory)")
    return Row(
        "cost of one file by its length", "linear up to 50 MB", ", ".join(said), max(each) <= 1.5 * min(each) if large else None
    )


def goals(folder: Path, given: Sets, *, large: bool) -> Iterator[Row]:
    """Measure everything that has a goal."""
    yield from speeds(folder, given)
    yield from starts(folder)
    yield memory(folder, large=large)
    yield linear(folder, given.plain, large=large)


def goal_table(rows: Iterator[Row]) -> Iterator[str]:
    """Give the rows as a table, and say plainly what is not met."""
    yield "| measure | goal | measured | |"
    yield "|---|--:|--:|---|"
    missed = []
    for row in rows:
        yield f"| {row.what} | {row.goal} | {row.measured} | {'' if row.met is None else 'met' if row.met else '**not met**'} |"
        if row.met is False:
            missed.append(row.what.split(":")[0])
    yield ""
    yield f"Goals not met: {'; '.join(missed)}." if missed else "All goals are met."


# --- the whole ------------------------------------------------------------------------------------------------


def machine() -> str:
    """Tell the machine and the versions."""
    model, held = platform.processor() or platform.machine(), ""
    if Path("/proc/cpuinfo").exists():
        names = [
            line.split(":")[1].strip()
            for line in Path("/proc/cpuinfo").read_text("utf-8").splitlines()
            if line.startswith("model name")
        ]
        model = names[0] if names else model
        held = f", {os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 1e9:.0f} GB"
    node = shutil.which("node")
    has = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout.strip() if node else "none"
    return (
        f"{time.strftime('%Y-%m-%d')}; {model}, {os.cpu_count()} processors{held}; {platform.system()}; "
        f"load {os.getloadavg()[0]:.1f} before it; Python {platform.python_version()}, Node {has}; "
        f"auditor {auditor.__version__} with {len(load_rules().rules)} rules"
    )


def report(options: argparse.Namespace, folder: Path) -> Iterator[str]:
    """Measure and tell, line by line."""
    given = sets(options)
    command = "python tests/benchmarks/peers.py" + (" --corpus DIR" * bool(options.corpus)) + (" --news PATH…" * bool(options.news))
    command += " --large" * options.large
    yield "# How fast\n"
    yield f"Made by `{command} --write`: every figure is of one run of it. {machine()}.\n"
    if os.getloadavg()[0] > 1:
        yield f"{BUSY}\n"
    yield f"Texts: {given.told}. A run is a whole process on one processor, start included; speeds are by processor"
    yield "time, the better of two runs; starts and two cores by wall time.\n"
    yield "## Beside its goals\n"
    yield from goal_table(goals(folder, given, large=options.large))
    if options.sample:
        kinds = {
            "Markdown": texts.written(texts.some(given.markdown, options.sample * MB), folder / "markdown", ".md"),
            "Plain text": texts.written(texts.some(given.plain, options.sample * MB), folder / "plain", ".txt"),
        }
        yield "\n## Beside other tools\n"
        yield "They look for other things, so their findings say nothing of auditor's; what is compared is how long one waits.\n"
        yield from beside(folder, kinds, [tools.auditor_itself(), *tools.install(options.tools)])


def main() -> None:
    """Measure, print, and write where that is asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, metavar="DIR", help="Markdown files, and .txt files, to measure on")
    parser.add_argument("--news", type=Path, nargs="+", default=[], metavar="PATH", help="saved news pages, or folders of them")
    parser.add_argument(
        "--sample", type=float, default=1.0, metavar="MB", help="of each kind for all tools (default 1; 0: no tools)"
    )
    parser.add_argument("--large", action="store_true", help="also 100,000 articles and a file of 50 MB: minutes")
    parser.add_argument(
        "--tools", type=Path, default=HERE.parents[1] / "build" / "peers", metavar="DIR", help="where tools are installed"
    )
    parser.add_argument("--write", action="store_true", help="write RESULTS.md")
    options = parser.parse_args()
    said = []
    with tempfile.TemporaryDirectory() as folder:
        for line in report(options, Path(folder)):
            print(line, flush=True)
            said.append(line)
    if options.write:
        TABLE.write_text("\n".join(said).rstrip() + "\n", "utf-8")


if __name__ == "__main__":
    main()
