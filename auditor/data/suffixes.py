"""The public suffix list: under which names people register domains."""

from __future__ import annotations

import re

from auditor.data.form import BrokenError, Read, at_least

_VERSION = re.compile(r"^// VERSION: (\d{4}-\d\d-\d\d)", re.MULTILINE)
_BOUNDS = ("===BEGIN ICANN DOMAINS===", "===END ICANN DOMAINS===", "===BEGIN PRIVATE DOMAINS===", "===END PRIVATE DOMAINS===")
_RULE = re.compile(r"[*!]?\.?[^\s/]+")
_LEAST = 5_000  # rules; there are more than 9,000
_MUST = ("com", "co.uk", "*.ck", "!www.ck")  # one of each form


def read(data: bytes) -> Read:
    """Read the file. Raises `BrokenError`."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BrokenError("is no UTF-8") from None
    at = [text.find(bound) for bound in _BOUNDS]
    if -1 in at or at != sorted(at):
        raise BrokenError(f"lacks “{_BOUNDS[at.index(-1) if -1 in at else 0]}”; it is not the list, or not all of it")
    rules = [line.split()[0] for line in text.splitlines() if line.strip() and not line.startswith("//")]
    at_least(len(rules), _LEAST, "rules")
    wrong = next((rule for rule in rules if not _RULE.fullmatch(rule)), "")
    if wrong:
        raise BrokenError(f"has “{wrong[:60]}”, which is no rule")
    lacking = set(_MUST).difference(rules)
    if lacking:
        raise BrokenError(f"lacks the rule “{min(lacking)}”, which it always had")
    version = _VERSION.search(text)
    return Read(len(rules), version[1] if version else "", {"suffixes": [(text,)]})
