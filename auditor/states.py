"""A finding whose places are not of one state: what is new in it and what is not become findings of their own."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from string import Formatter

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.audited import Audit
    from auditor.model import Finding, Place, State

_SHOWN = 80  # characters of the words that a message quotes
_BEFORE = 60  # characters in which the word before a sign is looked for


def divided(audit: Audit, states: Sequence[Sequence[State]]) -> tuple[Finding, ...]:
    """Give the findings of an audit by the states of their places: a part for each state that a finding's places have.

    The message of a part speaks of its own places: it quotes the first, and says of how many they are.
    """
    parts = [part for finding, one in zip(audit.findings, states, strict=True) for part in _parts(finding, one, audit)]
    return tuple(sorted(parts, key=lambda f: (f.start, f.end, f.rule.id)))  # the order of an audit


def _parts(finding: Finding, states: Sequence[State], audit: Audit) -> tuple[Finding, ...]:
    kinds = list(dict.fromkeys(states))
    if len(kinds) == 1:
        return (finding if finding.state == kinds[0] else replace(finding, state=kinds[0]),)
    parts = []
    for kind in kinds:
        places = tuple(place for place, state in zip(finding.places, states, strict=True) if state == kind)
        parts.append(replace(finding, state=kind, places=places, message=_message(finding, places, audit.document.source)))
    return tuple(parts)


def _message(finding: Finding, places: tuple[Place, ...], source: str) -> str:
    """Give the message of a finding for some of its places; as it is where its values cannot be told from it."""
    found = _reader(finding.rule.message).fullmatch(finding.message)
    if found is None:
        return finding.message
    values = found.groupdict()
    before, total = " ".join(finding.text.split()), str(len(finding.places))
    for name, value in values.items():
        if value == total:
            values[name] = f"{len(places)} of {total}"
        elif value and before.startswith(value):  # the opening words of the first place
            values[name] = " ".join(places[0].text.split()[: len(value.split())])
    if "text" in values:
        values["text"] = _quoted(places[0], source)
    return finding.rule.message.format_map(values).replace("““", "“").replace("””", "”")


@lru_cache(maxsize=64)
def _reader(template: str) -> re.Pattern[str]:
    """Give the pattern that reads the values out of a message."""
    pattern, met = "", set[str]()
    for literal, name, _, _ in Formatter().parse(template):
        pattern += re.escape(literal)
        if name is not None:
            pattern += f"(?P={name})" if name in met else f"(?P<{name}>.*?)"
            met.add(name)
    return re.compile(pattern.replace("“(?P", "“?(?P"), re.DOTALL)


def _quoted(place: Place, source: str) -> str:
    """Give the words of a place as a message quotes them: a sign such as a comma with the word before it."""
    words = " ".join(place.text.split())
    if not any(map(str.isalnum, words)):
        near = source[max(0, place.end - _BEFORE) : place.end].split()[-2:]
        words = (near[-1] if near and any(map(str.isalnum, near[-1])) else " ".join(near)) or words
    return words if len(words) <= _SHOWN else words[: _SHOWN - 1].rstrip() + "…"
