"""Which site a link leads to, and what kind of place that is. Never asks the network.

`auditor.domains.hosts` knows addresses, `auditor.domains.suffixes` below what names people register domains and is alone in knowing
tldextract, `auditor.domains.listed` what ``rules/domains.toml`` says of them, `auditor.domains.lookalike` which of them pass
themselves off as others.
"""

from __future__ import annotations

from auditor.domains.hosts import LinkTarget, host_of, is_local, is_of_chat, is_unpublished, link_kind, registered_domain
from auditor.domains.listed import (
    Caution,
    Listing,
    Ruling,
    caution,
    is_shortener,
    listing,
    outlet_named,
    publisher,
    rulings,
    same_outlet,
)

__all__ = [
    "Caution",
    "LinkTarget",
    "Listing",
    "Ruling",
    "caution",
    "host_of",
    "is_local",
    "is_of_chat",
    "is_shortener",
    "is_unpublished",
    "link_kind",
    "listing",
    "outlet_named",
    "publisher",
    "registered_domain",
    "rulings",
    "same_outlet",
]
