"""Many sources to audits, in order: what was audited before comes from the cache, the rest may be spread over processes."""

from __future__ import annotations

import os
import sys
from collections import deque
from dataclasses import field, replace
from functools import partial
from itertools import islice
from pathlib import PurePath

from auditor import lexicon
from auditor.audited import Audit
from auditor.errors import ReadError
from auditor.model import Failure
from auditor.model.made import NamedTuple, dataclass
from auditor.pipeline import audit_document, suited
from auditor.read.sources import Found, digest_of, read_document, read_source, source_of, stamp_of
from auditor.stored import Forms, Stored

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from auditor.cache import Cache
    from auditor.config import Selection, Selections
    from auditor.document import Document
    from auditor.model import Format, Source, Verdict
    from auditor.workers import Lost, Workers

    Look = Callable[[Sequence[Document]], Mapping[str, Verdict]]

_AHEAD = 32  # texts a process that are under way or waiting to be told
_MANY = 16  # texts to audit before which processes are not worth their start


def audit_all(
    found: Iterable[Found | Failure],
    selection: Selection | Selections,
    *,
    stdin_name: str = "-",
    format: Format | None = None,  # noqa: A002 — the word users know from the command line
    skipped: Callable[[Failure], None] = lambda _failure: None,
    cache: Cache | None = None,
    named: bool = False,
    jobs: int = 1,
    detail: bool = False,
    look: Look | None = None,
) -> Iterator[Audit | Failure]:
    """Audit one file after the other; what cannot be audited is a `Failure` in its place, and the others go on.

    A file without prose of its own that was met by walking is no failure: ``skipped`` learns of it. What is a site's fault
    is found on the first of its pages, in the order of ``found``. `Selections` have the rules of each file.

    ``cache`` is asked and told about files met by walking, and with ``named`` about all files. ``jobs`` is the number of
    processes. What comes from either is the same, in the same order; ``detail`` says that reports will ask for claims,
    attributions and references, so that these come with it.

    ``look`` gives the evidence about all texts at once: then they are all read, here and now, before the first is audited.
    """
    told: set[tuple[str, str]] = set()
    if look is not None:
        texts = list(read_all(found, stdin_name=stdin_name, format=format, skipped=skipped))
        for result in _with_evidence(texts, selection, look):
            yield result if isinstance(result, Failure) else _once_a_site(result, told)
        return
    run = _Run(selection, Forms(), stdin_name, format, cache, named, detail)
    results = run.side_by_side(found, jobs) if jobs > 1 else run.one_by_one(found)
    for one, result in results:
        if isinstance(result, Failure) and result.kind == "empty" and isinstance(one, Found) and not one.named:
            skipped(result)
        else:
            yield result if isinstance(result, Failure) else _once_a_site(result, told)


def read_all(
    found: Iterable[Found | Failure],
    *,
    stdin_name: str = "-",
    format: Format | None = None,  # noqa: A002
    skipped: Callable[[Failure], None] = lambda _failure: None,
) -> Iterator[Document | Failure]:
    """Read the files; those without prose that were only met are left out, and ``skipped`` is told."""
    for one in found:
        text = one if isinstance(one, Failure) else _read(one, stdin_name, format)
        if isinstance(text, Failure) and text.kind == "empty" and isinstance(one, Found) and not one.named:
            skipped(text)
        else:
            yield text


def _read(found: Found, stdin_name: str, chosen: Format | None) -> Document | Failure:
    name = stdin_name if found.path == "-" else found.path
    try:
        return read_document(source_of(found, format=chosen, stdin_name=stdin_name))
    except ReadError as error:
        return Failure(name, str(error), error.kind)
    except Exception as error:  # noqa: BLE001 — one text must not cost the others their audit
        return _broken(name, error)


def _with_evidence(texts: Sequence[Document | Failure], selection: Selection | Selections, look: Look) -> Iterator[Audit | Failure]:
    """Audit texts with the evidence about all of them."""
    evidence = look([text for text in texts if not isinstance(text, Failure)])
    for text in texts:
        if isinstance(text, Failure):
            yield text
            continue
        try:
            yield audit_document(replace(text, evidence=evidence), selection.of(text.name))
        except ReadError as error:
            yield Failure(text.name, str(error), error.kind)
        except Exception as error:  # noqa: BLE001 — as above
            yield _broken(text.name, error)


def _broken(name: str, error: Exception) -> Failure:
    return Failure(name, f"{name}: internal error ({type(error).__name__}: {error}); please report it with this text", "internal")


def _once_a_site(audit: Audit, told: set[tuple[str, str]]) -> Audit:
    """Give an audit without what has been told of its site already; ``told`` holds rules and sites, and is added to."""
    if not any(finding.rule.once for finding in audit.findings):
        return audit
    site = audit.site or str(PurePath(audit.name).parent)
    kept = tuple(f for f in audit.findings if not f.rule.once or f.state != "new" or (f.rule.id, site) not in told)
    told |= {(f.rule.id, site) for f in kept if f.rule.once and f.state == "new"}
    return replace(audit, findings=kept)


class _Reply(NamedTuple):
    """A result on its way from another process, the digest of the bytes it is of, and whether it may be kept."""

    stored: Stored
    digest: bytes
    stamp: str
    lasting: bool
    passing: bool


@dataclass(slots=True)
class _Slot:
    """A place in the order of results: what is to be audited, and the result as soon as there is one."""

    one: Found | Failure
    stored: Stored | None = None
    digest: bytes = b""
    under_way: bool = False
    lost: str = ""

    @property
    def open(self) -> bool:
        """Whether a process could do it."""
        own = isinstance(self.one, Found) and self.one.path != "-" and self.one.source is None
        return own and not (self.stored or self.under_way or self.lost)


@dataclass(slots=True)
class _Run:
    """How the files of one run are audited."""

    selection: Selection | Selections
    forms: Forms
    stdin_name: str
    format: Format | None
    cache: Cache | None
    named: bool
    detail: bool
    keys: dict[int, str] = field(default_factory=dict)

    def one_by_one(self, found: Iterable[Found | Failure]) -> Iterator[tuple[Found | Failure, Audit | Failure]]:
        """Yield what was found with its result, all from this process."""
        for one in found:
            yield one, self._result(self._looked(one))

    def side_by_side(self, found: Iterable[Found | Failure], jobs: int) -> Iterator[tuple[Found | Failure, Audit | Failure]]:
        """Yield the same, from other processes as soon as there is enough to do."""
        coming = iter(found)
        slots: deque[_Slot] = deque()
        to_do: deque[_Slot] = deque()  # those of them that nobody has begun
        by_number: dict[int, _Slot] = {}
        workers: Workers[_Reply] | None = None
        enough = _MANY
        try:
            while True:
                for one in islice(coming, _AHEAD * jobs - len(slots)):
                    slots.append(self._looked(one))
                    if slots[-1].open:
                        to_do.append(slots[-1])
                if not slots:
                    return
                if workers is None and len(to_do) >= enough:
                    workers, enough = self._workers(jobs), sys.maxsize
                while workers and (slots[0].open or slots[0].under_way):
                    self._hand_out(workers, to_do, by_number)
                    self._take(workers, by_number)
                if workers:
                    self._hand_out(workers, to_do, by_number)
                slot = slots.popleft()
                if to_do and to_do[0] is slot:
                    to_do.popleft()
                yield slot.one, self._result(slot)
        finally:
            if workers:
                workers.close()

    def _workers(self, jobs: int) -> Workers[_Reply] | None:
        from auditor.workers import Workers  # noqa: PLC0415 — most runs are too small

        try:
            return Workers(jobs, _Work(self.selection, self.format, detail=self.detail))
        except OSError:  # the system gives no process: this one does it all
            return None

    def _hand_out(self, workers: Workers[_Reply], to_do: deque[_Slot], by_number: dict[int, _Slot]) -> None:
        while to_do and workers.room:
            slot = to_do.popleft()
            slot.under_way = True
            number = id(slot)
            by_number[number] = slot
            workers.put(number, slot.one.path)  # type: ignore[union-attr]  # failures have no slot that is open

    def _take(self, workers: Workers[_Reply], by_number: dict[int, _Slot]) -> None:
        number, reply = workers.take()
        slot = by_number.pop(number)
        slot.under_way = False
        if not isinstance(reply, _Reply):
            slot.lost = _why(reply)
            return
        slot.stored, slot.digest = reply.stored, reply.digest
        if reply.lasting and self._cached(slot.one) and self.cache:
            path = slot.one.path  # type: ignore[union-attr]  # failures have no slot that is open
            self.cache.keep(path, self._label(path), reply.stamp, reply.digest, reply.stored, passing=reply.passing)

    def _cached(self, one: Found | Failure) -> bool:
        if self.cache is None or not isinstance(one, Found) or one.path == "-" or one.source is not None:
            return False
        return self.named or not one.named

    def _label(self, name: str) -> str:
        """Give what an audit depends on beside the bytes and the configuration of the run.

        The name, whose suffix tells the format unless that is given; the configuration of its directory, if it has one; where it
        stands, if that decides about what is ignored.
        """
        selection = self.selection.of(name)
        label = f"{self.format}:{name}" if self.format else name
        if selection.config.per_file_ignores:
            label = f"{label}\0{os.path.abspath(name)}"  # noqa: PTH100 — as patterns are matched: links are not followed
        if selection is not getattr(self.selection, "top", self.selection):
            label = f"{label}\0{self._key(selection)}"
        return label

    def _key(self, selection: Selection) -> str:
        """Give a digest of the configuration that a directory has of its own."""
        if id(selection) not in self.keys:
            from auditor.cache import run_key  # noqa: PLC0415 — only where there is a cache

            self.keys[id(selection)] = run_key(selection).hex()
        return self.keys[id(selection)]

    def _looked(self, one: Found | Failure) -> _Slot:
        """Give a slot for a file, with its result where the cache has one."""
        if self.cache is None or not isinstance(one, Found) or not self._cached(one):
            return _Slot(one)
        looked = self.cache.find(one.path, self._label(one.path), detail=self.detail)
        return _Slot(one, looked.stored, looked.digest)

    def _result(self, slot: _Slot) -> Audit | Failure:
        """Give the result that stands in a slot; where there is none, audit the file here and now."""
        one = slot.one
        if isinstance(one, Failure):
            return one
        if slot.lost:
            return Failure(one.path, f"{one.path}: {slot.lost}; please report it with this text", "internal")
        if slot.stored:
            try:
                selection = self.selection.of(one.path)
                again = partial(_again, one.path, self.format, slot.digest, selection)
                return self.forms.of(selection).read(slot.stored, one.path, again)
            except ValueError:
                if self.cache:
                    self.cache.damaged()
        name = self.stdin_name if one.path == "-" else one.path
        if not self._cached(one) or self.cache is None:
            return _audited(one.path, name, self.format, self.selection.of(name), wanted=False, source=one.source)[0]
        stamp = stamp_of(one.path)
        result, digest = _audited(one.path, name, self.format, self.selection.of(name))
        if _lasting(result) and digest:
            same = stamp if stamp == stamp_of(one.path) else ""
            stored = self.forms.of(self.selection.of(name)).write(result, detail=self.detail)
            passing = isinstance(result, Audit) and result.passing
            self.cache.keep(one.path, self._label(one.path), same, digest, stored, passing=passing)
        return result


class _Work:
    """What a process does with a path."""

    def __init__(self, selection: Selection | Selections, format: Format | None, *, detail: bool) -> None:  # noqa: A002
        self.selection = selection
        self.forms = Forms()
        self.format = format
        self.detail = detail

    def __call__(self, path: str) -> _Reply:
        lexicon.expect_many_texts()
        stamp = stamp_of(path)
        selection = self.selection.of(path)
        result, digest = _audited(path, path, self.format, selection)
        same = stamp if stamp == stamp_of(path) else ""
        passing = isinstance(result, Audit) and result.passing
        return _Reply(
            self.forms.of(selection).write(result, detail=self.detail), digest, same, _lasting(result) and bool(digest), passing
        )


def _audited(
    path: str,
    name: str,
    format: Format | None,  # noqa: A002
    selection: Selection,
    *,
    wanted: bool = True,
    source: Source | None = None,
) -> tuple[Audit | Failure, bytes]:
    """Audit one file, or a ``source``; gives the result and the digest of its bytes, empty where it is not wanted or not known."""
    digest = b""
    try:
        source = source or read_source(path, format=format, stdin_name=name)
        digest = digest_of(source) if wanted else b""
        return audit_document(read_document(source), selection), digest
    except ReadError as error:
        return Failure(name, str(error), error.kind), digest
    except Exception as error:  # noqa: BLE001 — one text must not cost the others their audit
        return _broken(name, error), digest


def _again(path: str, format: Format | None, digest: bytes, selection: Selection) -> Document:  # noqa: A002
    """Read the document of an audit that was made before; raises `ReadError` where its file was changed since."""
    source = read_source(path, format=format)
    if digest_of(source) != digest:
        raise ReadError(f"{path}: was changed while its report was written; audit it again")
    return suited(read_document(source), selection)[0]


def _lasting(result: Audit | Failure) -> bool:
    """Tell whether the same bytes would give the same result again; what went wrong is tried anew each time."""
    return result.kind in ("empty", "binary") if isinstance(result, Failure) else not result.broken


def _why(lost: Lost) -> str:
    return f"the process that audited it ended ({lost.why})"
