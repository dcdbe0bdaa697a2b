"""Articles by their addresses: asked for as sources are, through the same guard, and read as files are."""

from __future__ import annotations

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import PurePosixPath
from urllib.parse import unquote, urljoin, urlsplit

from auditor.errors import BinaryError, EmptyError, MissingError, ReadError
from auditor.lexicon import later
from auditor.model import Failure, Source
from auditor.model.made import NamedTuple
from auditor.net import Pace, Terms
from auditor.net.body import is_foreign
from auditor.net.values import MEGABYTE
from auditor.read import SUFFIXES
from auditor.read.sources import Found, format_named, is_address
from auditor.read.tags import attributes
from auditor.verify.links import Links
from auditor.verify.page import Page

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from auditor.model import Format, Verdict
    from auditor.net import Answer
    from auditor.verify.options import Online

_MOST = 16 * MEGABYTE  # of a page, unpacked
_PLAIN = frozenset(("", "text/plain", "application/octet-stream"))  # what servers call files that they know nothing of
_BASE = later(rb"<base\b([^>]*)>", re.IGNORECASE)
_KNOWN = {"application/pdf": "a PDF file", "application/json": "data", "application/xml": "data", "text/xml": "data"}
_KINDS = {"image": "an image", "audio": "a sound", "video": "a film", "font": "a font"}
_PASSING = frozenset(("timeout", "reset", "refused", "unreachable", "dns-failed", "no-network"))
_ERRORS: dict[str, type[ReadError]] = {"missing": MissingError, "empty": EmptyError, "binary": BinaryError}
_SAVE = "save its text as a file and audit that"


def fetched(found: Iterable[Found | Failure], online: Online, *, format: Format | None = None) -> list[Found | Failure]:  # noqa: A002
    """Give what was found, every address with the article that stands there, or why there is none.

    ``format`` says how all of them are read; else their media types do.
    """
    given = list(found)
    asked = [one for one in given if isinstance(one, Found) and is_address(one.path)]
    sources = iter(fetch([one.path for one in asked], online, format=format)) if asked else iter(())
    return [_with(one, next(sources)) if isinstance(one, Found) and is_address(one.path) else one for one in given]


def _with(one: Found, source: Source | Failure) -> Found | Failure:
    return source if isinstance(source, Failure) else one._replace(source=source)


def fetch_one(url: str, online: Online, *, format: Format | None = None) -> Source:  # noqa: A002
    """Fetch one article. Raises `MissingError` where nothing stands there, `BinaryError` for no text, else `ReadError`."""
    (source,) = fetch([url], online, format=format)
    if isinstance(source, Failure):
        raise _ERRORS.get(source.kind, ReadError)(source.reason)
    return source


def fetch(urls: Sequence[str], online: Online, *, format: Format | None = None) -> list[Source | Failure]:  # noqa: A002
    """Fetch articles, all at once and each host gently; in the order of ``urls``, a `Failure` for what cannot be had."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(_fetch(urls, online, format))
    with ThreadPoolExecutor(1) as pool:  # a notebook, whose own loop runs
        return pool.submit(asyncio.run, _fetch(urls, online, format)).result()


async def _fetch(urls: Sequence[str], online: Online, chosen: Format | None) -> list[Source | Failure]:
    from auditor.net.client import Client  # noqa: PLC0415 — httpx takes its time

    terms = Terms(
        timeout=online.timeout,
        pace=Pace() if online.polite else Pace(5, 0.0),
        allow_private=online.allow_private,
        headers=online.headers,
        user_agent=f"Mozilla/5.0 (compatible; {online.agent})",
        most_bytes=_MOST,
    )
    async with Client(terms) as client:
        links = Links(client, f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}", {})
        looks = await asyncio.gather(*(_look(links, url, chosen) for url in urls))
    return list(looks)


async def _look(links: Links, url: str, chosen: Format | None) -> Source | Failure:
    try:
        return _article(url, *await links.look(url), chosen)
    except Exception as error:  # noqa: BLE001 — one article must not cost the others their audit
        return Failure(url, f"{url}: internal error ({type(error).__name__}: {error}); please report it", "internal")


def _article(url: str, verdict: Verdict, answer: Answer, chosen: Format | None) -> Source | Failure:
    """Give the article that came, or why it is none."""
    how = verdict.facts.get("how", "")
    reason = verdict.facts.get("reason", "")
    if verdict.answer == "gone" or how in ("parked", "home"):
        return Failure(url, f"{url}: {reason}; check the address", "missing")
    if verdict.answer == "blocked" or answer.trouble or not 200 <= answer.status < 300:
        remedy = _remedy(verdict, answer)
        return Failure(url, f"{url}: {reason or f'answers {answer.status}'}{f'; {remedy}' if remedy else ''}")
    if answer.cut:
        return Failure(url, f"{url}: {_why_cut(answer)}; {_SAVE}")
    kind = _kind(answer, chosen)
    if kind.refused:
        return Failure(url, f"{url}: is {kind.refused}, and auditor reads text, Markdown and HTML; {_SAVE}", "binary")
    if kind.format == "html" and Page(answer).unreadable == "script":
        return Failure(url, f"{url}: is drawn by scripts, so that its words are not in the page; {_SAVE}", "empty")
    return Source(url, answer.body, kind.format, kind.media, answer.url, charset=kind.charset, base=_base(answer, kind))


def _why_cut(answer: Answer) -> str:
    if len(answer.body) >= _MOST:
        return "is larger than 16 MB"
    packed = answer.headers.get("content-encoding", "")
    if is_foreign(packed):
        return f"is packed in a way that auditor did not ask for (“{packed}”)"
    return "broke off before its end"


def _remedy(verdict: Verdict, answer: Answer) -> str:
    if answer.trouble == "private-address":  # whose reason says what would do
        return ""
    if verdict.answer == "blocked":
        return "save the page from a browser and audit that, or send what it wants with --header"
    return "try again later" if answer.status >= 500 or answer.trouble in _PASSING else "check the address"


class _Kind(NamedTuple):
    """What an answer is: its format, its media type and the encoding that its server names; ``refused`` is what else it is."""

    format: Format | None
    media: str
    charset: str
    refused: str = ""


def _kind(answer: Answer, chosen: Format | None) -> _Kind:
    """Tell what an answer is: by what the user says, its media type, the suffix of its address where that says little."""
    media, _, rest = answer.headers.get("content-type", "").lower().partition(";")
    media = media.strip()
    charset = rest.partition("charset=")[2].partition(";")[0].strip(" \"'")
    suffix = SUFFIXES.get(PurePosixPath(unquote(urlsplit(answer.url).path)).suffix.lower())
    known = format_named(media) if media not in _PLAIN else None
    if chosen or known:
        return _Kind(chosen or known, media, charset)
    if media not in _PLAIN:
        what = _KNOWN.get(media) or _KINDS.get(media.partition("/")[0]) or "no article"
        return _Kind(None, media, charset, f"{what} ({media})")
    if media == "text/plain":
        return _Kind("markdown" if suffix == "markdown" else "text", media, charset)
    return _Kind("html" if Page(answer).is_html else suffix or "text", media, charset)


def _base(answer: Answer, kind: _Kind) -> str:
    """Give the address that relative links of an article begin at."""
    found = _BASE.search(answer.body[: MEGABYTE // 4]) if kind.format == "html" else None
    href = attributes(found[1]).get("href", "").strip() if found else ""
    try:
        return urljoin(answer.url, href)
    except ValueError:  # no address
        return answer.url
