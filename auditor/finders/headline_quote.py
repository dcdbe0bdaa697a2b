"""Words quoted in a headline that the text below it does not hold."""

from __future__ import annotations

import re

from auditor.lexicon import later
from auditor.model import Match

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.document import Document

_QUOTED = later(r"“([^“”]{3,300})”|(?<!\w)\"([^\"]{3,300})\"|(?<![\w’'])[‘']([^‘\"“”]{3,300}?)[’'](?![\w])")
_WORD = later(r"\w+(?:'\w+)*")
_TEASER = later(
    r"(?:more|read (?:next|more|also)|related|see also|watch|go deeper|opinion)\b", re.IGNORECASE
)  # another text's headline
_CUT = later(r"\.{3}|…|\[[^\]]*\]|\([^)]*\)")  # where words are left out or put in
_LONGEST_TITLE = 180  # bytes; a longer one is no headline
_MOST_QUOTED = 40  # quotations in headlines that are looked for
_MOST_WORDS = 16  # words of a headline: what is longer is a caption, or a paragraph
_SMALL = 4  # letters up to which a word of a title may be small
_MARKS = ('"', "“", "‘", "'")


def find_headline_quotes(document: Document, *, words: int, body: int) -> Iterator[Match]:
    """Yield each quotation of at least so many ``words`` in a heading or the title whose words the text does not hold in order.

    Letters of either case, punctuation and marks of omission make no difference; a text of fewer than ``body`` words is passed by.
    """
    headlines = [(b.start, b.end) for b in document.blocks if b.kind == "heading" and b.end - b.start <= _LONGEST_TITLE]
    found = [(start, q) for start, end in headlines for q in _quotations(document.words(start, end), words)][:_MOST_QUOTED]
    title = document.metadata.title or ""
    titled = [q for q in _quotations(title[:_LONGEST_TITLE], words) if all(q[2] != other[2] for _, other in found)]
    if not found and not titled:
        return
    text = _body(document)
    if text.count(" ") < body:
        return
    for start, (first, last, parts) in found:
        if not _holds(text, parts):
            yield Match(start + first, start + last)
    for first, last, parts in titled:
        at = document.source_data.find(title.encode())
        if at >= 0 and not _holds(text, parts):
            yield Match(at + first, at + last, in_source=True)


def _quotations(headline: str, words: int) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """The quotations of a headline: where they stand, in bytes, and the runs of words that they hold."""
    if not any(mark in headline for mark in _MARKS) or headline.count(" ") >= _MOST_WORDS:
        return
    if "<" in headline or _TEASER.match(headline):
        return
    for found in _QUOTED.finditer(headline):
        inner = found[1] or found[2] or found[3]
        if inner.endswith("?") or _is_title(inner):
            continue
        parts = tuple(filter(None, (_plain(part) for part in _CUT.split(inner))))
        if sum(part.count(" ") + 1 for part in parts) >= words:
            before = len(headline[: found.start()].encode())
            yield before, before + len(found[0].encode()), parts


def _is_title(inner: str) -> bool:
    """Whether quoted words look like the title of a work: capitals, behind an article or a question word."""
    capitals = [word[0].isupper() for word in inner.split() if len(word) > _SMALL]
    opens = inner.startswith(("The ", "A ", "An ", "How ", "Why "))
    return opens and len(capitals) > 1 and all(capitals) and not inner.isupper()


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold().replace("’", "'")))


def _body(document: Document) -> str:
    """The words of all blocks but headings, each with a space before it."""
    return "".join(f" {_plain(document.words(b.start, b.end))}" for b in document.blocks if b.kind != "heading")


def _holds(text: str, parts: tuple[str, ...]) -> bool:
    """Whether a text holds the words; the last of them may be cut short."""
    return all(f" {part}" in text for part in parts)
