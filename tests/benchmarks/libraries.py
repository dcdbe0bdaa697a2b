"""How fast the libraries are between which auditor chose: `python tests/benchmarks/libraries.py`. Not part of the test run.

Alternatives that are not installed are left out: `pip install markdown-it-py pysbd tree-sitter-html chardet py3langid
langdetect whatlang-pyo3` for all.
"""

from __future__ import annotations

import html.parser
import importlib
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from auditor.lexicon import compile_pattern, expand
from auditor.rules import load_rules

ARTICLES = Path(__file__).resolve().parents[2] / "examples" / "articles"
Job = tuple[str, str, Callable[[], object]]


def texts(suffix: str, size: int = 400_000) -> str:
    """Give the examples of a format, repeated."""
    whole = "\n\n".join(p.read_text("utf-8") for p in sorted(ARTICLES.glob(f"*{suffix}")))
    return (whole + "\n\n") * (1 + size // len(whole))


def optional(name: str) -> object:
    """Import a module that may be missing."""
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


def markdown_jobs(text: str) -> Iterator[Job]:
    """Markdown: pyromark gives byte ranges of everything; markdown-it-py lines of blocks."""
    pyromark = importlib.import_module("pyromark")
    yield "Markdown", "pyromark", lambda: sum(1 for _ in pyromark.events_with_range(text))
    if markdown_it := optional("markdown_it"):
        yield "Markdown", "markdown-it-py", lambda: markdown_it.MarkdownIt().parse(text)


def sentence_jobs(text: str) -> Iterator[Job]:
    """Sentences with offsets."""
    sentencex = importlib.import_module("sentencex")
    yield "sentences", "sentencex", lambda: sentencex.segment("en", text)
    if pysbd := optional("pysbd"):
        short = text[: len(text) // 20]
        yield "sentences /20", "pysbd", lambda: pysbd.Segmenter("en", char_span=True).segment(short)


def pattern_jobs(text: str) -> Iterator[Job]:
    """The patterns of all rules, one after the other, without the test for cues that spares most of them."""
    patterns = sorted({p for rule in load_rules() for p in rule.options.get("patterns", ())})
    data = text.encode()
    ours = [compile_pattern(p) for p in patterns]
    yield f"{len(patterns)} patterns", "google-re2", lambda: [sum(1 for _ in p.finditer(data)) for p in ours]
    theirs = []
    for pattern in patterns:
        try:
            theirs.append(re.compile(re.sub(r"\\x\{(\w+)\}", r"\\x\1", expand(pattern)).encode(), re.IGNORECASE))
        except re.error:
            continue
    short = data[: len(data) // 10]
    yield f"{len(theirs)} patterns /10", "re", lambda: [sum(1 for _ in p.finditer(short)) for p in theirs]


def html_jobs(text: str) -> Iterator[Job]:
    """HTML tags with their places in the source."""
    tags = importlib.import_module("auditor.read.tags")
    data = text.encode()
    yield "HTML tags", "auditor.read.tags", lambda: sum(1 for _ in tags.find_tags(data, 0, len(data)))
    yield "HTML tags", "html.parser", lambda: html.parser.HTMLParser().feed(text)
    grammar, sitter = optional("tree_sitter_html"), optional("tree_sitter")
    if grammar and sitter:
        parser = sitter.Parser(sitter.Language(grammar.language()))
        yield "HTML tags", "tree-sitter-html", lambda: parser.parse(data)


def encoding_jobs(text: str) -> Iterator[Job]:
    """Which encoding a file has, asked only where it is not UTF-8."""
    charset_normalizer = importlib.import_module("charset_normalizer")
    data = text[:20_000].replace("a", "é").encode("cp1252", "ignore")
    yield "20 kB cp1252", "charset-normalizer", lambda: charset_normalizer.from_bytes(data).best()
    if chardet := optional("chardet"):
        yield "20 kB cp1252", "chardet", lambda: chardet.detect(data)


def language_jobs(text: str) -> Iterator[Job]:
    """Which language a text is in, asked only where it is evidently not English."""
    gcld3 = importlib.import_module("gcld3")
    detector = gcld3.NNetLanguageIdentifier(0, 4000)
    yield "4 kB Finnish", "cld3-py", lambda: detector.FindLanguage(text=text)
    for name, ask in (("py3langid", "classify"), ("langdetect", "detect"), ("whatlang", "detect")):
        if module := optional(name):
            yield "4 kB Finnish", name, lambda ask=ask, module=module: getattr(module, ask)(text)


def seconds(job: Callable[[], object]) -> float:
    """Give the best time of three runs."""
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        job()
        best = min(best, time.process_time() - start)
    return best


def main() -> None:
    """Measure and print."""
    markdown, page = texts(".md"), texts(".html")
    finnish = "Kaupungin silta avattiin vuonna 1932, ja se maksoi 12 miljoonaa kruunua. Pormestari vastaa työmaasta. " * 40
    sets: list[tuple[str, Iterator[Job]]] = [
        (markdown, markdown_jobs(markdown)),
        (markdown, sentence_jobs(markdown)),
        (markdown, pattern_jobs(markdown)),
        (page, html_jobs(page)),
        (markdown[:20_000], encoding_jobs(markdown)),
        (finnish[:4000], language_jobs(finnish[:4000])),
    ]
    for text, jobs in sets:
        for what, library, job in jobs:
            share = int(what.partition("/")[2] or 1)
            print(f"{what.partition('/')[0]:14} {library:20} {len(text.encode()) / share / seconds(job) / 1e6:8.2f} MB/s")


if __name__ == "__main__":
    main()
