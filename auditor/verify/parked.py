"""Pages that are there and yet gone: error pages that call themselves fine, domains for sale."""

from __future__ import annotations

import re

from auditor.domains import registered_domain
from auditor.lexicon import later

TYPE_CHECKING = False
if TYPE_CHECKING:
    from auditor.verify.page import Page

# in a title, or in the first words of a page: English, German, French, Spanish, Italian, Portuguese, Dutch
_NOT_FOUND = later(
    r"\b(?:error\s)?404\b|\bnot found\b|\b(?:could|can)(?:no|n['’]| no)t (?:be found|find|locate)\b"
    r"|\b(?:page|file|article|story|content|document|site|url|link)s? (?:was |is |has )?(?:not|no longer) (?:found|there|here)\b"
    r"|\b(?:does|do)(?:n['’]| no)t exist\b|\bno longer (?:available|exists?|here)\b|\b(?:has|have) been (?:removed|deleted)\b"
    r"|\bpage (?:unavailable|missing|removed|deleted)\b|\bnicht gefunden\b|\b(?:page )?introuvable\b|\bpage non trouvée\b"
    r"|\bno encontrad[oa]\b|\bnon trovat[oa]\b|\bnão encontrad[oa]\b|\bniet gevonden\b",
    re.IGNORECASE,
)
_FOR_SALE = later(
    r"\b(?:this |the )?domain(?: name)? (?:\S+ )?(?:is|may be) (?:for sale|parked|available for (?:sale|purchase))\b"
    r"|\bbuy this domain\b|\bparked (?:free|domain|by)\b|\bdomain (?:has )?expired\b|\binquire about this domain\b"
    r"|\bmake an offer on this domain\b",
    re.IGNORECASE,
)
# Where domains are put up for sale. Own list, 2026-11.
_MARKETS = frozenset(
    """sedo.com sedoparking.com hugedomains.com dan.com afternic.com bodis.com parkingcrew.net domainmarket.com undeveloped.com
    uniregistry.com dynadot.com above.com parklogic.com voodoo.com""".split()
)
_HEAD = 400  # characters at the beginning of a page in which it says that it is not there
_SHORT = 40  # words: a page of fewer says nothing that a source would
_FEW = 250  # words: a page that sells a domain says no more
_ALIKE = 0.8  # share of words that two error pages of one site have in common
_NUMBERS = later(r"[\W\d_]+")


def says_gone(page: Page) -> bool:
    """Tell whether a page says that it is not there: a reason to ask for a page that never was, no verdict."""
    if _NOT_FOUND.search(page.title):
        return True
    return page.unreadable not in ("script", "binary", "paywall") and bool(_NOT_FOUND.search(page.head(_HEAD)))


def says_little(page: Page) -> bool:
    """Tell whether a page says too little for a source."""
    return page.unreadable not in ("script", "binary", "paywall") and page.words < _SHORT


def is_soft(page: Page, control: Page) -> bool:
    """Tell whether a page is what its site shows for a page that never was."""
    words, others = _vocabulary(page), _vocabulary(control)
    if not words or not others:
        return not words and not others and page.title == control.title
    return len(words & others) >= _ALIKE * len(words | others)


def _vocabulary(page: Page) -> frozenset[str]:
    return frozenset(_NUMBERS.sub(" ", f"{page.title} {page.text}".lower()).split())


def is_parked(url: str, page: Page) -> bool:
    """Tell whether a domain is put up for sale or kept by a dealer."""
    if registered_domain(url) in _MARKETS:
        return True
    return page.words < _FEW and bool(_FOR_SALE.search(f"{page.title}\n{page.head(1500)}"))
