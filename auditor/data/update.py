"""Asks for the lists and stores them. One that is broken, or cannot be had, changes nothing of what is kept."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from hashlib import sha256
from urllib.parse import urlencode

from auditor.data import perennial, retractions, suffixes
from auditor.data.form import BrokenError, Read
from auditor.data.keep import write
from auditor.kept import ForeignError, prepare
from auditor.lists import ListsError, Stored, lists_path, stored
from auditor.model.made import NamedTuple
from auditor.net import Pace, Terms
from auditor.net.values import MEGABYTE
from auditor.verify.fresh import conditions
from auditor.verify.options import Lists

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from auditor.net import Answer
    from auditor.net.client import Client
    from auditor.verify.options import Online

_MOST = 300 * MEGABYTE  # of one list
_FEWER = 0.8  # of the rows that are kept: a list that lost more than a fifth is taken for a broken one
_ROUNDS = 50  # answers of the API that one list may take
_PATIENCE = 300.0  # seconds for one request
_READERS: Mapping[str, Callable[[bytes], Read]] = {"retractions": retractions.read, "suffixes": suffixes.read}


class Outcome(NamedTuple):
    """What came of one list: as it is kept now (None: it is not), whether it is new, and why it could not be loaded, if so."""

    name: str
    kept: Stored | None
    new: bool = False
    problem: str = ""


class _Loaded(NamedTuple):
    """A list that came: what is in it (None: what is kept), and what is to be remembered of where it came from."""

    read: Read | None
    final: str = ""
    size: int = 0
    digest: str = ""
    etag: str = ""
    last_modified: str = ""


def update(names: Sequence[str], online: Online, *, timeout: float | None = None) -> list[Outcome]:
    """Load lists anew where there are newer ones; gives what came of each, in order. ``timeout`` is for one request, in seconds.

    Raises `ListsError` where nothing can be kept at all.
    """
    path = lists_path()
    if path is None:
        raise ListsError("there is no home directory to keep lists in; set AUDITOR_CACHE_DIR")
    try:
        prepare(path.parent)
    except ForeignError:
        raise ListsError(f"{path.parent}: holds files that are no cache of auditor's, so lists are not kept there") from None
    except OSError as error:
        raise ListsError(f"{path.parent}: lists cannot be kept there ({error.strerror})") from None
    return asyncio.run(_update(path, names, online, timeout or _PATIENCE))


def _terms(online: Online, timeout: float) -> Terms:
    """Give the terms on which lists are asked for: with a name, as publishers want it. A mirror may stand in one's own network."""
    contact = f" (mailto:{online.mailto})" if online.mailto else ""
    return Terms(
        timeout=timeout,
        pace=Pace() if online.polite else Pace(5, 0.0),
        allow_private=online.allow_private or online.lists != Lists(),
        headers=online.headers,
        user_agent=f"{online.agent}{contact}",
        most_bytes=_MOST,
    )


async def _update(path: Path, names: Sequence[str], online: Online, timeout: float) -> list[Outcome]:  # noqa: ASYNC109 — of each request
    from auditor.net.client import Client  # noqa: PLC0415 — httpx takes its time

    async with Client(_terms(online, timeout)) as client:
        known = stored()
        loads = [_load(client, name, getattr(online.lists, name), known.get(name)) for name in names]
        loaded = await asyncio.gather(*loads, return_exceptions=True)
    outcomes = []
    for name, one in zip(names, loaded, strict=True):
        if isinstance(one, BaseException):
            outcomes.append(_failed(name, one, known.get(name)))
            continue
        try:
            outcomes.append(_keep(path, name, getattr(online.lists, name), one, known.get(name)))
        except (BrokenError, OSError, sqlite3.Error) as error:
            outcomes.append(_failed(name, error, known.get(name)))
    return outcomes


def _failed(name: str, error: BaseException, kept: Stored | None) -> Outcome:
    if isinstance(error, (OSError, sqlite3.Error)):
        return Outcome(name, kept, problem=f"cannot be kept ({getattr(error, 'strerror', None) or error})")
    if isinstance(error, BrokenError):
        return Outcome(name, kept, problem=str(error))
    if not isinstance(error, Exception):
        raise error
    return Outcome(name, kept, problem=f"internal error ({type(error).__name__}: {error}); please report it")


# --- asking -----------------------------------------------------------------------------------------------------


async def _load(client: Client, name: str, url: str, kept: Stored | None) -> _Loaded:
    """Load a list where it is not the one that is kept. Raises `BrokenError`."""
    kept = kept if kept and kept.url == url else None
    if name == "perennial":
        return await _load_pages(client, url, kept)
    again = conditions(kept.etag, kept.last_modified) if kept else {}
    answer = await client.get(url, known=dict.fromkeys((url, kept.final), again) if kept else None)
    if kept and answer.status == 304:
        return _Loaded(None)
    _refuse(answer)
    if name == "retractions" and not {"content-length", "transfer-encoding"} & set(answer.headers):
        raise BrokenError(f"{answer.url}: does not say how long it is, so that nobody can tell whether it is whole")
    digest = sha256(answer.body).hexdigest()
    etag, changed = answer.headers.get("etag", ""), answer.headers.get("last-modified", "")
    about = (answer.url, len(answer.body), digest, etag, changed)
    if kept and kept.digest == digest:
        return _Loaded(None, *about)
    found = await asyncio.to_thread(_READERS[name], answer.body)
    return _Loaded(found._replace(date=found.date or _day(changed)), *about)


async def _load_pages(client: Client, url: str, kept: Stored | None) -> _Loaded:
    """Load the pages of a list in a wiki: first their versions, and only where one has changed their texts."""
    versions = await _revisions(client, url, content=False)
    digest = sha256(" ".join(map(str, sorted(versions))).encode()).hexdigest()
    if kept and kept.digest == digest:
        return _Loaded(None, kept.final, kept.size, digest)
    pages = await _revisions(client, url, content=True)
    texts = [text for _, (_, text) in sorted(pages.items())]
    date = max((when for when, _ in pages.values()), default="")[:10]
    digest = sha256(" ".join(map(str, sorted(pages))).encode()).hexdigest()
    return _Loaded(perennial.read(texts, date), url, sum(len(text.encode()) for text in texts), digest)


async def _revisions(client: Client, url: str, *, content: bool) -> dict[int, tuple[str, str]]:
    found: dict[int, tuple[str, str]] = {}
    for included in (False, True):
        going_on: dict[str, str] = {}
        for _ in range(_ROUNDS):
            answer = await client.get(
                f"{url}?{urlencode(perennial.question(content=content, included=included, going_on=going_on))}"
            )
            _refuse(answer)
            try:
                data = json.loads(answer.body)
            except (ValueError, RecursionError):
                raise BrokenError("is no answer of the MediaWiki API") from None
            more, going_on = perennial.revisions(data)
            found |= more
            if not going_on:
                break
        else:
            raise BrokenError(f"takes more than {_ROUNDS} answers")
    return found


def _refuse(answer: Answer) -> None:
    """Raise `BrokenError` for an answer that is not all of what was asked for."""
    where = answer.url.partition("?")[0]
    if answer.trouble:
        raise BrokenError(f"{where}: {answer.detail}")
    if answer.status != 200:
        raise BrokenError(f"{where}: answers {answer.status}")
    if answer.cut:
        larger = len(answer.body) >= _MOST
        raise BrokenError(f"{where}: {'is larger than any such list' if larger else 'broke off before its end'}")


def _day(changed: str) -> str:
    """Give the day on which a list was changed, as its server says; else today."""
    try:
        return f"{parsedate_to_datetime(changed):%Y-%m-%d}"
    except (TypeError, ValueError, IndexError):
        return _today()


def _today() -> str:
    return f"{datetime.now(UTC):%Y-%m-%d}"


# --- keeping ----------------------------------------------------------------------------------------------------


def _keep(path: Path, name: str, url: str, loaded: _Loaded, kept: Stored | None) -> Outcome:
    """Keep a list. Raises `BrokenError` for one that cannot be whole, `OSError`, `sqlite3.Error`."""
    read, today = loaded.read, _today()
    if read is None:
        assert kept is not None  # noqa: S101 — only what is kept can be unchanged
        etag, changed = loaded.etag or kept.etag, loaded.last_modified or kept.last_modified
        same = kept._replace(checked=today, etag=etag, last_modified=changed, digest=loaded.digest or kept.digest)
        if same != kept:
            write(path, same, {})
        return Outcome(name, same)
    if kept and kept.url == url and read.entries < kept.rows * _FEWER:
        raise BrokenError(
            f"has {read.entries:,} entries, and the one that is kept {kept.rows:,}: is it whole? "
            f"`auditor data clear {name}` first lets it in"
        )
    about = (loaded.final, loaded.size, loaded.digest, loaded.etag, loaded.last_modified)
    row = Stored(name, read.entries, read.date or today, today, today, url, *about)
    write(path, row, read.tables)
    return Outcome(name, row, new=True)
