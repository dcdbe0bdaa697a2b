"""Apply fixes: those of one pass that do not get in each other's way, then audit again, until nothing is left to mend.

Every rule and every format goes through here; `auditor.fixers.apply` says in which order fixes are taken.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from auditor.errors import ReadError
from auditor.fixers.apply import MOST_PASSES, disjoint, edited
from auditor.model import Failure
from auditor.model.made import NamedTuple
from auditor.pipeline import audit_document, audit_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from auditor.audited import Audit
    from auditor.config import Config, Selection
    from auditor.document import Document
    from auditor.model import Finding, Fix, Format, Rule, Safety, Verdict
    from auditor.read.decode import Decoded
    from auditor.read.sources import Found

    Look = Callable[[Sequence[Document]], Mapping[str, Verdict]]

__all__ = ["MOST_PASSES", "Applied", "Mended", "Rewritten", "edited", "fix_text", "mend", "mend_file", "waiting"]


class Applied(NamedTuple):
    """A fix that was applied, the finding it is for, and the ``line`` that it began on in the text of its pass."""

    finding: Finding
    fix: Fix
    line: int

    @property
    def rule(self) -> Rule:
        """The rule that found what it mends."""
        return self.finding.rule


@dataclass(frozen=True, slots=True)
class Mended:
    """What became of one text: the audit ``before`` and the one ``after``, and the fixes between them, in order.

    ``settled`` is false where the last pass still had something to mend.
    """

    before: Audit
    after: Audit
    applied: tuple[Applied, ...]
    settled: bool = True

    @property
    def text(self) -> str:
        """The mended source."""
        return self.after.document.source

    @property
    def changed(self) -> bool:
        """Whether anything was mended."""
        return self.text != self.before.document.source

    @property
    def revealed(self) -> tuple[Finding, ...]:
        """What is found now and was not before: damage had hidden it."""
        known = Counter(f.rule.id for f in self.before.findings)
        places = Counter(f.rule.id for f in self.before.findings for _ in f.places)
        more = Counter(f.rule.id for f in self.after.findings)
        now = Counter(f.rule.id for f in self.after.findings for _ in f.places)
        grown = {name for name in more if more[name] > known[name] and now[name] > places[name]}
        return tuple(f for f in self.after.findings if f.rule.id in grown)


def mend(
    audit: Audit, again: Callable[[str], Audit], *, unsafe: bool = False, wanted: Callable[[Finding], bool] | None = None
) -> Mended:
    """Mend a text pass by pass; ``again`` audits a changed text with the same rules.

    Safe fixes only, with ``unsafe`` the unsafe ones too; suggestions never. ``wanted`` tells which findings to mend: those that
    count, where nothing is said.
    """
    applied: list[Applied] = []
    now = audit
    for _ in range(MOST_PASSES):
        chosen = _chosen(now, ("safe", "unsafe") if unsafe else ("safe",), wanted or _counts)
        changed = edited(now.document.source, [edit for one in chosen for edit in one.fix.edits])
        if changed == now.document.source:
            return Mended(audit, now, tuple(applied))
        applied += chosen
        now = again(changed)
    return Mended(audit, now, tuple(applied), settled=False)


def fix_text(
    text: str,
    *,
    name: str = "-",
    format: Format | None = None,  # noqa: A002 — the word users know from the command line
    unsafe: bool = False,
    preview: bool = False,
    profile: str | None = None,
    config: Config | str | Path | None = None,
) -> Mended:
    """Mend a text as `auditor fix` does; the ``text`` of the result is the mended one. Options as for `audit_text`.

    ``unsafe`` also makes the fixes that may change what is said. Raises `UsageError` for a wrong format or configuration.
    """

    def again(text: str) -> Audit:
        return audit_text(text, name=name, format=format, preview=preview, profile=profile, config=config)

    return mend(again(text), again, unsafe=unsafe)


def waiting(audit: Audit, *, unsafe: bool) -> Counter[Safety]:
    """Count the fixes of an audit that `mend` left, by how safe they are."""
    left = [fix for f in audit.findings if f.state == "new" for fix in f.fixes]
    return Counter(fix.safety for fix in left if fix.safety == "suggestion" or (fix.safety == "unsafe" and not unsafe))


def _counts(finding: Finding) -> bool:
    return finding.state == "new"


def _chosen(audit: Audit, allowed: Sequence[Safety], wanted: Callable[[Finding], bool]) -> list[Applied]:
    """Give the fixes to apply in one pass."""
    source, where = audit.document.source, audit.document.lines.line_column
    found = [(f, fix) for f in audit.findings if wanted(f) for fix in f.fixes if fix.safety in allowed and fix.edits]
    chosen = disjoint(source, [(fix, finding.rule.id, finding) for finding, fix in found])
    return [Applied(finding, fix, where(fix.edits[0].start)[0]) for fix, _, finding in chosen]


# --- files ----------------------------------------------------------------------------------------------------


def mend_file(
    found: Found, selection: Selection, *, unsafe: bool = False, stdin_name: str = "-", look: Look | None = None
) -> Rewritten | Failure:
    """Mend one file, as bytes; nothing is written. A `Failure` says why it cannot be mended.

    ``look`` gives the evidence about texts, where there is some.

    A file whose bytes do not all make letters, or whose encoding lacks a letter that a fix puts in, is left as it is: what it
    holds would not come back as it was.
    """
    from auditor.read.sources import decode_source, read_source, read_text_of  # noqa: PLC0415 — texts in memory need no files

    name = stdin_name if found.path == "-" else found.path
    try:
        source = read_source(found.path, stdin_name=stdin_name)
        how = decode_source(source)
        if how.mark + how.text.encode(how.encoding, "replace") != source.data:
            raise ReadError(f"{name}: has bytes that are no {how.encoding.upper()}; save it as UTF-8 and mend it again")  # noqa: TRY301
        first = read_text_of(source, how.text)
        known = look([first]) if look else {}
        mended = mend(
            audit_document(replace(first, evidence=known), selection),
            lambda text: audit_document(replace(read_text_of(source, text), evidence=known), selection),
            unsafe=unsafe,
        )
        after = _encoded(how, mended.text, name) if mended.changed else source.data
        return Rewritten(found.path, source.data, after, mended)
    except ReadError as error:
        return Failure(name, str(error), error.kind)
    except Exception as error:  # noqa: BLE001 — one text must not cost the others their fixes
        reason = f"{name}: internal error ({type(error).__name__}: {error}); please report it with this text"
        return Failure(name, reason, "internal")


def _encoded(how: Decoded, text: str, name: str) -> bytes:
    try:
        return how.encode(text)
    except UnicodeEncodeError as error:
        letter = error.object[error.start]
        lacks = f"{name}: {how.encoding.upper()} lacks a letter that the fix puts in ({letter!r})"
        raise ReadError(f"{lacks}; save it as UTF-8 and mend it again") from None


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A file and what it becomes: its path as given, its bytes ``before`` and ``after``, and what was mended."""

    path: str
    before: bytes
    after: bytes
    mended: Mended
