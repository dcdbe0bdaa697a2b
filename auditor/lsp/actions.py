"""What an editor offers to do at a place: fixes as `auditor fix` has them, all safe ones at once, the directive that ignores."""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import accumulate

from lsprotocol import types

from auditor.ignores.write import ignoring
from auditor.lsp.diagnostics import SOURCE
from auditor.model import Edit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from auditor.lsp.audits import Audited
    from auditor.lsp.client import Client
    from auditor.model import Finding, Fix, Place

FIX_ALL = f"{types.CodeActionKind.SourceFixAll.value}.auditor"
_ALL = "Mend all that can be mended safely (auditor fix)"
_DOUBT = {"safe": "", "unsafe": " (unsafe: read it)", "suggestion": " (a suggestion)"}


def code_actions(audited: Audited, asked: types.CodeActionParams, client: Client) -> list[types.CodeAction]:
    """Give what can be done about the findings that touch a range; of the kinds that were asked for, if any were."""
    if audited.plain is None:
        return []
    only = [str(getattr(kind, "value", kind)) for kind in asked.context.only or ()]
    actions: list[types.CodeAction] = []
    if _wanted(types.CodeActionKind.QuickFix.value, only):
        touched = list(_touched(audited, asked.range))
        actions += [*_fixes(audited, touched, asked, client), *_ignoring(audited, touched, asked, client)]
    # A lamp that follows the cursor asks all the time: what takes another audit is for those who asked themselves.
    automatic = asked.context.trigger_kind == types.CodeActionTriggerKind.Automatic
    if _wanted(FIX_ALL, only) and (only or not automatic):
        actions += _all(audited, client)
    return actions


def _wanted(kind: str, only: Sequence[str]) -> bool:
    return not only or any(kind == one or kind.startswith(f"{one}.") for one in only)


def _touched(audited: Audited, asked: types.Range) -> Iterator[tuple[Finding, list[Place]]]:
    """Give the findings that touch a range, with their places that do."""
    start, end = audited.positions.point(asked.start), audited.positions.point(asked.end)
    for finding in audited.found:
        places = [place for place in finding.places if place.start <= end and start <= place.end]
        if places:
            yield finding, places


# --- fixes ----------------------------------------------------------------------------------------------------


def _fixes(
    audited: Audited, touched: Iterable[tuple[Finding, list[Place]]], asked: types.CodeActionParams, client: Client
) -> Iterator[types.CodeAction]:
    """Give an action for each fix; what several findings would have done in the same way is done once, for all of them."""
    made: dict[Fix, list[types.Diagnostic]] = {}
    for finding, places in touched:
        for fix in _of_places(finding, places):
            made.setdefault(fix, []).extend(_meant(audited, finding, places, asked))
    for fix, meant in made.items():
        title = f"{fix.what[:1].upper()}{fix.what[1:]}{_DOUBT[fix.safety]}"
        edit = _edit(audited, fix.edits, client)
        yield _action(title, types.CodeActionKind.QuickFix, meant, edit, preferred=fix.safety == "safe")


def _of_places(finding: Finding, places: list[Place]) -> list[Fix]:
    """Give the fixes of a finding that change something at these places; where none does, the one for all of its places."""
    fixes = [fix for fix in finding.fixes if fix.edits]
    here = [fix for fix in fixes if any(e.start <= p.end and p.start <= e.end for e in fix.edits for p in places)]
    return here or (fixes if len(fixes) == 1 or len(finding.places) == 1 else [])


def _all(audited: Audited, client: Client) -> Iterator[types.CodeAction]:
    mended = audited.mended()
    if mended is not None and mended.changed:
        changes = list(differences(mended.before.document.source, mended.text))
        yield _action(_ALL, FIX_ALL, [], _edit(audited, changes, client))


def differences(before: str, after: str) -> Iterator[Edit]:
    """Give the edits that make one text of another, each as small as it can be: so that an editor keeps its place."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    at = [0, *accumulate(map(len, old))]
    for kind, first, last, other_first, other_last in SequenceMatcher(None, old, new).get_opcodes():
        if kind == "equal":
            continue
        was, becomes = "".join(old[first:last]), "".join(new[other_first:other_last])
        head = _alike(was, becomes)
        tail = _alike(was[head:][::-1], becomes[head:][::-1])
        yield Edit(at[first] + head, at[last] - tail, becomes[head : len(becomes) - tail])


def _alike(one: str, other: str) -> int:
    """Give how many letters two texts have in common from their beginning."""
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


# --- ignoring -------------------------------------------------------------------------------------------------


def _ignoring(
    audited: Audited, touched: Iterable[tuple[Finding, list[Place]]], asked: types.CodeActionParams, client: Client
) -> Iterator[types.CodeAction]:
    """Give an action for each rule that found something here: to ignore it at its first place here."""
    if audited.plain is None:
        return
    seen: set[str] = set()
    for finding, places in touched:
        if finding.rule.id not in seen:
            seen.add(finding.rule.id)
            edit = ignoring(audited.plain.document, places[0].start, finding.rule, audited.selection, audited.text.read)
            if edit is not None:
                meant = _meant(audited, finding, places[:1], asked)
                title = f"Ignore {finding.rule.id} here"
                yield _action(title, types.CodeActionKind.QuickFix, meant, _edit(audited, [edit], client))


# --- as the editor takes it -----------------------------------------------------------------------------------


def _meant(audited: Audited, finding: Finding, places: Iterable[Place], asked: types.CodeActionParams) -> list[types.Diagnostic]:
    """Give those of the editor's diagnostics that are about these places of a finding."""
    ranges = [audited.positions.range(place.start, place.end) for place in places]
    return [
        one for one in asked.context.diagnostics if one.source == SOURCE and one.code == finding.rule.id and one.range in ranges
    ]


def _edit(audited: Audited, edits: Iterable[Edit], client: Client) -> types.WorkspaceEdit:
    """Give edits of a text; where the editor can tell, for this version of it only."""
    changes = [audited.positions.text_edit(edit) for edit in edits]
    uri, version = audited.text.uri, audited.text.version
    if not client.versioned:
        return types.WorkspaceEdit(changes={uri: changes})
    document = types.OptionalVersionedTextDocumentIdentifier(uri, version)
    return types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(document, changes)])


def _action(
    title: str,
    kind: types.CodeActionKind | str,
    meant: list[types.Diagnostic],
    edit: types.WorkspaceEdit,
    *,
    preferred: bool = False,
) -> types.CodeAction:
    return types.CodeAction(title, kind=kind, diagnostics=meant or None, is_preferred=preferred or None, edit=edit)
