"""Fixers: how what was found is mended. One kind of damage a file, each a function from a `Document` and a `Match` to fixes.

A rule names its fixer in ``[mend]``. A fixer yields a `Fix` for each place that it can mend with certainty, in bytes of the
source, and nothing for the others; it works out everything anew from the document, so that finding costs no more.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from typing import Any, cast

from auditor.model import SAFETIES, Edit, Fix
from auditor.model.same import Same

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from auditor.document import Document
    from auditor.model import Match, Rule, Safety

    Fixer = Callable[[Document, Match], Iterator[Fix]]


class _Fixers(dict[str, Any]):
    """Fixers by the names that rules give them; the file of one is imported when it is asked for."""

    def __getitem__(self, name: str) -> Fixer:
        found = super().__getitem__(name)
        if isinstance(found, str):
            file, _, function = found.partition(".")
            found = self[name] = getattr(import_module(f"{__name__}.{file}"), function)
        return cast("Fixer", found)


# The file and the function of each.
# The fixers that write the month of the day: what they write holds for the day on which they were asked.
PASSING_FIXERS: frozenset[str] = frozenset(("stub-form",))

FIXERS = _Fixers(
    {
        "citation-tokens": "tokens.remove_tokens",
        "widget-tokens": "tokens.name_widgets",
        "close-gap": "spacing.mend_spacing",
        "archive-copy": "online.link_copies",
        "decode-entities": "characters.decode_entities",
        "decode-mojibake": "characters.decode_mojibake",
        "markdown-marks": "residue.mend_markdown",
        "merge-entries": "lists.merge_entries",
        "mend-url": "links.mend_url",
        "number-entries": "cite.number_entries",
        "name-url": "online.name_urls",
        "renumber-entries": "lists.renumber_entries",
        "stray-characters": "characters.remove_stray",
        "strip-tracking": "links.strip_tracking",
        "stub-form": "stubs.form_stubs",
        "suggest-name": "voices.suggest_name",
        "suggest-speaker": "voices.suggest_speaker",
        "suggest-target": "pointers.suggest_target",
        "tags": "tags.mend_tags",
        "templates": "residue.remove_templates",
        "unwrap-link": "links.unwrap_link",
    }
)


def fixes_of(document: Document, rule: Rule, match: Match) -> tuple[Fix, ...]:
    """Give what would mend a match, in code points of the source, in order; none is safer than the rule says, none twice.

    What would touch the front matter of Markdown is left out: its values belong to other programs.
    """
    from auditor.fixers.places import front_matter_end  # noqa: PLC0415 — a check makes no fix

    begin = front_matter_end(document)
    placed = (_placed(document, Same(fix), begin, rule.safety or "safe") for fix in FIXERS[rule.fixer](document, match))
    found = [fix for fix in placed if fix]
    return tuple(dict.fromkeys(found) if len(found) > 1 else found)


@lru_cache(maxsize=4)
def _placed(document: Document, same: Same[Fix], begin: int, safety: Safety) -> Fix | None:
    """Place a fix; one with thousands of edits that thousands of findings share is placed once."""
    fix, point = same.value, document.lines.point
    if any(edit.start < begin for edit in fix.edits):
        return None
    edits = tuple(Edit(point(start), point(end), text) for start, end, text in sorted(fix.edits))
    return Fix(edits, fix.what, _less_safe(fix.safety, safety))


def _less_safe(one: Safety, other: Safety) -> Safety:
    return max(one, other, key=SAFETIES.index)
