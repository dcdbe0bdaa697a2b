"""One version of an open text, audited as `check` audits a file."""

from __future__ import annotations

from dataclasses import dataclass

from auditor.compare import comparison
from auditor.errors import ReadError
from auditor.fix import Mended, mend
from auditor.lsp.positions import BYTE_ORDER_MARK, Positions
from auditor.model import Source
from auditor.offsets import LineIndex
from auditor.pipeline import audit_document
from auditor.read.sources import read_text_of
from auditor.report.common import shown
from auditor.report.layout import one_line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from auditor.audited import Audit
    from auditor.config import Selection
    from auditor.document import Document
    from auditor.lsp.settings import Chosen
    from auditor.model import Finding, Format


@dataclass(frozen=True, slots=True)
class Text:
    """An open text as its editor last sent it: ``name`` is its absolute path, "-" where it is in no file."""

    uri: str
    name: str
    format: Format
    version: int | None
    content: str

    def read(self, source: str) -> Document:
        """Read another version of the same text; raises `ReadError` where there is nothing to audit."""
        return read_text_of(Source(self.name, b"", self.format), source)


@dataclass(frozen=True, slots=True, eq=False)
class Audited:
    """What was found in a version of a text. ``found`` are the findings to show.

    ``plain`` is the audit that `auditor fix` makes, which asks no baseline; None where the text could not be audited: ``reason``
    says why, and nothing where it has no words, or is left out on purpose.
    """

    text: Text
    chosen: Chosen
    positions: Positions
    plain: Audit | None = None
    found: tuple[Finding, ...] = ()
    reason: str = ""

    @property
    def selection(self) -> Selection:
        """The rules of this text."""
        return self.chosen.selections.of(self.text.name)

    def mended(self) -> Mended | None:
        """Mend the text as `auditor fix` does; None where it could not be audited."""
        if self.plain is None:
            return None
        return mend(self.plain, lambda source: audit_document(self.text.read(source), self.selection))


def audited(text: Text, chosen: Chosen, encoding: str) -> Audited:
    """Audit a text; ``encoding`` is that of the editor's positions. Whatever goes wrong with it is told as a ``reason``."""
    mark = BYTE_ORDER_MARK if text.content.startswith(BYTE_ORDER_MARK) else ""
    source = text.content.removeprefix(mark)
    positions = Positions(LineIndex(source, source.encode("utf-8", "replace")), encoding, mark)
    if chosen.leaves_out(text.name):
        return Audited(text, chosen, positions)
    try:
        plain = audit_document(text.read(source), chosen.selections.of(text.name))
        found = shown(_judged(plain, chosen).findings, notes=chosen.config.notes)
    except ReadError as error:
        reason = "" if error.kind == "empty" else one_line(str(error).removeprefix(f"{text.name}: "))
        return Audited(text, chosen, positions, reason=reason)
    except Exception as error:  # noqa: BLE001 — one text must not cost the others their server
        reason = one_line(f"internal error ({type(error).__name__}: {error}); please report it with this text")
        return Audited(text, chosen, positions, reason=reason)
    return Audited(text, chosen, positions, plain, tuple(found))


def _judged(audit: Audit, chosen: Chosen) -> Audit:
    """Give an audit in which what the baseline knows is known."""
    if chosen.baseline is None:
        return audit
    return comparison(chosen.baseline, chosen.config, chosen.selections, [audit.name]).apply(audit)
