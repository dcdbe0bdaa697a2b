"""Under which names people register domains: the public suffix list, and the domain that somebody registered below a suffix.

The list is the one that is kept here, else that which tldextract carries. Only its file is read: the package takes a fifth of
a second to be imported, for it can load the list anew, and builds a tree of every rule.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from auditor.lexicon import later
from auditor.lists import suffix_list

_CARRIED = ".tld_set_snapshot"
_RULE = later(r"^[.*!]*\w\S*", re.MULTILINE)
_PRIVATE = "// ===BEGIN PRIVATE DOMAINS==="  # what follows are hosts that lend names: their domain is somebody's, too
_DOTS = str.maketrans("。．｡", "...")  # the full stops that browsers take for dots


def registered_below(host: str) -> str:
    """Give the domain of a host below its public suffix; empty where it has no suffix, or is one.

    >>> registered_below("sub.example.gov.pl"), registered_below("a.b.example.ck"), registered_below("gov.pl")
    ('example.gov.pl', 'b.example.ck', '')
    """
    labels = host.strip().translate(_DOTS).rstrip(".").split(".")
    start = _suffix_start([_spelled(label) for label in labels])
    return ".".join(labels[start - 1 :]) if 0 < start < len(labels) and labels[start - 1] else ""


def _suffix_start(labels: list[str]) -> int:
    """Give the index of the label at which the public suffix starts: that of the longest rule that holds."""
    rules = _rules()
    for at in range(len(labels)):
        above = ".".join(labels[at + 1 :])
        if f"!{labels[at]}.{above}" in rules:
            return at + 1
        if ".".join(labels[at:]) in rules or f"*.{above}" in rules:
            return at
    return len(labels)


def _spelled(label: str) -> str:
    """Give a label as the list spells it: in its own letters."""
    label = label.lower()
    if not label.startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")
    except UnicodeError:
        return label


@cache
def _rules() -> frozenset[str]:
    """Read the rules of the registries."""
    return frozenset(_RULE.findall((suffix_list() or _carried()).partition(_PRIVATE)[0]))


def _carried() -> str:
    """Give the list that tldextract carries."""
    spec = find_spec("tldextract")
    try:
        return Path(spec.origin if spec and spec.origin else "").with_name(_CARRIED).read_text("utf-8")
    except (OSError, ValueError):  # a release that keeps it elsewhere
        import tldextract  # noqa: PLC0415, TID251 — as above; this is the one module that may

        return "\n".join(tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None).tlds)
