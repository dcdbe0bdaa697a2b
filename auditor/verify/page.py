"""What a page shows to a reader: its title, its words, the places in it that a link can lead to, and what keeps readers out."""

from __future__ import annotations

import re
from functools import cached_property
from html import unescape

from auditor.errors import ReadError
from auditor.lexicon import later
from auditor.read.decode import decode
from auditor.read.metadata import page_metadata
from auditor.read.tags import attributes, find_tags
from auditor.text.published import day_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from auditor.net import Answer

_HTML = later(rb"(?i)<(?:!doctype|html|head|body|title|meta|p|div|h1)\b")
_BREAKS = frozenset(
    b"""p div br li tr td th h1 h2 h3 h4 h5 h6 section article header footer nav aside main ul ol table blockquote pre hr dd dt
    figure figcaption form option""".split()
)
_REFRESH = later(r"^\s*(\d+)(?:\.\d*)?\s*[;,]\s*(?:url\s*=\s*)?[\"']?([^\"']+)", re.IGNORECASE)
_WANTS_SCRIPTS = later(
    rb"(?i)enable javascript|javascript (?:is )?(?:required|disabled|to run)|id=[\"'](?:root|app|__next|__nuxt)[\"']"
)
_NOT_FREE = later(rb"(?i)isAccessibleForFree[\"']?\s*:\s*[\"']?false")
_PAYWALL = later(
    r"\b(?:subscribe|sign in|log in|register|become a (?:member|subscriber)) (?:now )?to (?:continue|keep|read|unlock|access)\b"
    r"|\bto (?:continue|keep) reading\b|\balready a subscriber\b|\bfree articles? (?:left|remaining)\b"
    r"|\bthis (?:article|content|story) is (?:for|reserved for|only available to) (?:subscribers|members)\b",
    re.IGNORECASE,
)
_WALL_CUES = ("subscrib", "sign in to", "log in to", "register", "become a member", "reading", "free article", "members")
_ROBOT = later(
    r"(?:just a moment|attention required|access denied|are you a (?:robot|human)|robot check|human verification|captcha"
    r"|security check|please wait|verify(?:ing)? (?:you are|your) |ddos-guard|pardon our interruption|request unsuccessful"
    r"|bot verification)",
    re.IGNORECASE,
)
_DATED = later(rb"(?i)published|article:|\bdate|<time\b")
_FEW_WORDS = 40
_MOST_TEXT = 100_000


class Page:
    """The body of an answer. Binary files have no title and no text."""

    def __init__(self, answer: Answer) -> None:
        self.cut = answer.cut or answer.status == 206
        self._type = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
        self._charset = answer.headers.get("content-type", "").lower().partition("charset=")[2].partition(";")[0].strip(" \"'")
        self._body = _narrow(answer.body)
        if self._body is not answer.body or self._charset.startswith(("utf-16", "utf-32")):  # said of bytes, and done with
            self._charset = ""

    @cached_property
    def is_html(self) -> bool:
        """Whether the body is HTML, by what it holds; what the server calls it decides only where that tells nothing."""
        head = self._body[:2000].lstrip()
        if _HTML.search(head):
            return True
        return self._type in ("text/html", "application/xhtml+xml") and head.startswith(b"<")

    @cached_property
    def _source(self) -> bytes:
        """The body in UTF-8; empty for what is no text."""
        if self._charset and self._charset not in ("utf-8", "utf8"):
            try:
                return self._body.decode(self._charset, "replace").encode()
            except (LookupError, UnicodeError):  # none of ours, or one that is not for texts, such as “idna”
                pass
        try:
            return decode(self._body, html=self.is_html).encode("utf-8", "replace")
        except ReadError:
            return (
                b"" if b"\0" in self._body[:1000] or self._body[:5] == b"%PDF-" else self._body.decode("utf-8", "replace").encode()
            )

    @cached_property
    def _seen(self) -> tuple[str, str, str, frozenset[str], bool]:
        return _look(self._source) if self.is_html else ("", "", "", frozenset(), False)

    @property
    def title(self) -> str:
        """The page's title, on one line."""
        return self._seen[0]

    @cached_property
    def text(self) -> str:
        """The words of the page, furniture included, a line a block."""
        if self.is_html:
            return self._seen[1]
        return self._source.decode("utf-8", "replace")[:_MOST_TEXT] if self._type.startswith("text/") else ""

    @cached_property
    def published(self) -> str:
        """The day on which the page says that it was published (``2019-05-12``), or nothing."""
        if not self.is_html or not _DATED.search(self._source):
            return ""
        day = day_of(page_metadata(self._source, find_tags(self._source, 0, len(self._source))).date or "")
        return day.isoformat() if day else ""

    @property
    def refresh(self) -> str:
        """Where the page sends its reader by itself, within ten seconds; else nothing."""
        return self._seen[2]

    @property
    def names(self) -> frozenset[str]:
        """The places in the page that a fragment can name."""
        return self._seen[3]

    @cached_property
    def unreadable(self) -> str:
        """Why the page's words are not all there for everybody: “script”, “paywall”, “robot”, “binary”, “cut”; else nothing."""
        if not self.text:
            return "script" if self.is_html else "binary"
        if self.words < 300 and _ROBOT.match(self.title):
            return "robot"
        if self._seen[4] and self.words < _FEW_WORDS * 2 and _WANTS_SCRIPTS.search(self._source):
            return "script"
        if self._is_behind_a_wall():
            return "paywall"
        return "cut" if self.cut else ""

    def _is_behind_a_wall(self) -> bool:
        if b"sAccessibleForFree" in self._source and _NOT_FREE.search(self._source):
            return True
        lower = self.text.lower()  # a search for words is much faster than one for patterns
        return any(cue in lower for cue in _WALL_CUES) and bool(_PAYWALL.search(lower))

    @cached_property
    def words(self) -> int:
        """How many words the page has."""
        return len(self.text.split())

    def head(self, most: int = 600) -> str:
        """Give the beginning of the page's words."""
        return self.text[:most]


def _narrow(body: bytes) -> bytes:
    """Give a body that is written in UTF-16 or UTF-32 in UTF-8; any other as it is."""
    if b"\0" not in body[:64]:
        return body
    try:
        return decode(body[: len(body) // 4 * 4] if len(body) > 64 else body).encode("utf-8", "replace")
    except ReadError:
        return body


def _look(source: bytes) -> tuple[str, str, str, frozenset[str], bool]:
    """Give title, words, refresh and places of a page, and whether it holds scripts."""
    title, refresh, scripted, at = "", "", False, 0
    parts: list[str] = []
    names: set[str] = set()
    for tag in find_tags(source, 0, len(source)):
        parts.append(_words(source[at : tag.start]))
        at = tag.end
        if tag.closing or not tag.name:
            parts.append("\n" if tag.name in _BREAKS else "")
            continue
        if tag.name in _BREAKS:
            parts.append("\n")
        elif tag.name == b"title" and not title:
            title = " ".join(_words(source[tag.inner : tag.end].rpartition(b"</")[0]).split())
        elif tag.name == b"script":
            scripted = True
        elif tag.name == b"meta" and b"refresh" in tag.raw.lower():
            refresh = refresh or _refresh(attributes(tag.raw))
        if b"id" in tag.raw.lower() or b"name" in tag.raw.lower():
            found = attributes(tag.raw)
            names |= {found[key] for key in ("id", "name") if found.get(key)}
    parts.append(_words(source[at:]))
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return title, "\n".join(line for line in lines if line)[:_MOST_TEXT], refresh, frozenset(names), scripted


def _words(source: bytes) -> str:
    text = source.decode("utf-8", "replace").replace("\n", " ")
    return unescape(text) if "&" in text else text


def _refresh(found: dict[str, str]) -> str:
    match = _REFRESH.match(found.get("content", "")) if found.get("http-equiv", "").lower() == "refresh" else None
    return match[2].strip() if match and int(match[1][:6]) <= 10 else ""
