"""What authors write to set findings aside: ``auditor: ignore rule-a, rule-b -- reason`` in comments and front matter.

A directive that cannot be understood does nothing and is a fault: what is silenced is never more than what was asked.
"""

from __future__ import annotations

import re
from typing import Literal, get_args

from auditor.lexicon import later
from auditor.model import Fault, Span
from auditor.model.made import NamedTuple
from auditor.strict import nearest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from auditor.document import Document
    from auditor.model import Comment

Verb = Literal["ignore", "disable", "enable"]
_VERBS: tuple[str, ...] = get_args(Verb)
_COLON = later(r"auditor\s*:\s*", re.DOTALL)
_NEARLY = later(r"auditor[\s:_-]*(?:ignore|disable|enable)\b", re.IGNORECASE)
_REASON = later(r"(?:^|\s)(?:--+|—|–)(?:\s|$)")
_NAME = later(r"[A-Za-z0-9]+(?:[-_/][A-Za-z0-9]+)*")
_FRONT_MATTER = later(rb"""^[ \t]*\[?auditor\b|auditor:ignore\b""", re.MULTILINE)
_MOST_NEAR = 50  # faults up to which the nearest name is looked for
_ADVICE = "write “ignore no-locator -- why”"


class Name(NamedTuple):
    """A rule, alias or category that a directive names, and where (bytes of the source)."""

    text: str
    source: Span


class Directive(NamedTuple):
    """One order of an author. ``comment`` is where it stands; None for the front matter, which speaks for the whole text."""

    verb: Verb
    names: tuple[Name, ...]
    reason: str
    source: Span
    comment: Comment | None


def read_directives(
    document: Document, names: Mapping[str, frozenset[str]], own: frozenset[str]
) -> tuple[list[Directive], list[Fault]]:
    """Read the directives of a document, in order, and what is wrong with them.

    ``names`` are the known rules, aliases and categories; ``own`` those of the rules about directives, which may not be named. A
    name that is wrong is left out of its directive.
    """
    directives: list[Directive] = []
    faults: list[Fault] = []
    advice: dict[str, str] = {}  # by the wrong name: a text often has one over and over, and to find what is near takes 10 ms
    for read in (*_of_front_matter(document), *(_of_comment(document, comment) for comment in document.comments)):
        if isinstance(read, Fault):
            faults.append(read)
        elif read is not None:
            right = [name for name in dict.fromkeys(read.names) if name.text in names and name.text not in own]
            near = len(faults) < _MOST_NEAR
            faults += [_wrong_name(name, names, own, advice if near else None) for name in read.names if name not in right]
            if right or not read.names:
                directives.append(read._replace(names=tuple(right)))
    return directives, faults


def _wrong_name(name: Name, names: Mapping[str, frozenset[str]], own: frozenset[str], advice: dict[str, str] | None) -> Fault:
    if name.text in own:
        said = "what is wrong with a directive is mended, or ignored in the configuration"
        return Fault("malformed", name.source, said)
    if advice is not None and name.text not in advice:
        advice[name.text] = nearest(name.text, names)
    return Fault("unknown-rule", name.source, "" if advice is None else advice[name.text])


def _of_comment(document: Document, comment: Comment) -> Directive | Fault | None:
    """Read one comment: a directive, a fault, or nothing where it does not speak to auditor."""
    data, span = document.source_data, comment.source
    raw = data[span.start : span.end]
    html = raw.startswith(b"<!--")
    opening = 4 if html else re.match(rb"\s*\[//\]:\s*(?:#|<>)\s*.", raw).end()  # type: ignore[union-attr]  # as the reader found it
    closed = not html or raw.endswith(b"-->")
    body = raw[opening : len(raw) - (3 if html and closed else 0 if html else len(raw) - len(raw.rstrip()) + 1)]
    at = span.start + opening + len(body) - len(body.lstrip())
    words = body.strip().decode("utf-8", "replace")
    colon = _COLON.match(words)
    if not colon:
        return Fault("malformed", span, f"it begins with “auditor:”; {_ADVICE}") if _NEARLY.match(words) else None
    if not closed:
        return Fault("malformed", span, "the comment is never closed; end it with “-->”")
    start = colon.end()
    verb = re.match(r"[\w-]*", words[start:])[0]  # type: ignore[index]  # matches always
    if verb not in _VERBS:
        near = nearest(verb, _VERBS) if verb else f"; {_ADVICE}"
        return Fault("malformed", span, f"{f'“{verb}” is no order' if verb else 'it orders nothing'}{near}")
    start += len(verb)
    return _orders(verb, words[start:], at + len(words[:start].encode()), span, comment)  # type: ignore[arg-type]  # a verb


def _orders(verb: Verb, words: str, at: int, source: Span, comment: Comment | None) -> Directive | Fault:
    """Read names and reason, which begin ``at`` a byte of the source."""
    mark = _REASON.search(words)
    listed, reason = (words[: mark.start()], words[mark.end() :]) if mark else (words, "")
    names = []
    for part in listed.split(",") if listed.strip() else ():
        text = part.strip()
        if not _NAME.fullmatch(text):
            said = (
                "a comma has no name beside it"
                if not text
                else f"“{text}” is no name; put commas between names and “--” before a reason"
            )
            return Fault("malformed", source, said)
        start = at + len(part[: part.index(text)].encode())
        names.append(Name(text, Span(start, start + len(text))))
        at += len(part.encode()) + 1
    if not names and verb != "enable":
        return Fault("malformed", source, f"it names no rule; write which, as in “{verb} no-locator -- why”")
    return Directive(verb, tuple(names), " ".join(reason.split()), source, comment)


def _of_front_matter(document: Document) -> Iterator[Directive | Fault]:
    """Read ``auditor: {ignore: [rule-a, "rule-b -- reason"]}``; where a name stands is looked for in the source."""
    data = document.source_data
    own = _FRONT_MATTER.search(data) if document.metadata.settings.get("ignore") else None
    at = max(data.find(b"ignore", own.start()), 0) if own else 0
    for item in document.metadata.settings.get("ignore", ()):
        read = _orders("ignore", item, 0, Span(at, at + len(b"ignore")), None)
        if isinstance(read, Fault):
            yield read
            continue
        names = []
        for text, _ in read.names:
            found = data.find(text.encode(), at)
            at = found if found >= 0 else at
            names.append(Name(text, Span(at, at + len(text)) if found >= 0 else read.source))
        yield read._replace(names=tuple(names), source=names[0].source)
