"""Pages that are there and yet gone: error pages that call themselves fine, domains for sale."""

from __future__ import annotations

import re

from auditor.domains import registered_domain
from auditor.lexicon import later

TYPE_CHECKING = False
if TYPE_CHECKING:
    from auditor.verify.page import Page

# in a title, or in the first words of a page: a reason to compare, so that a word too many costs a question and accuses nobody
_NOT_FOUND = later(
    r"\b(?:error\s)?404\b|\bnot found\b|\b(?:could|can)(?:no|n['’]| no)t (?:be found|find|locate)\b"
    r"|\b(?:page|file|article|story|content|document|site|url|link)s? (?:was |is |has )?(?:not|no longer) (?:found|there|here)\b"
    r"|\b(?:does|do)(?:n['’]| no)t exist\b|\bno longer (?:available|exists?|here)\b|\b(?:has|have) been (?:removed|deleted)\b"
    r"|\bpage (?:unavailable|missing|removed|deleted)\b"
    r"|\bnicht (?:gefunden|vorhanden|verfügbar)\b|\bexistiert nicht\b|\b(?:page )?introuvable\b|\bpage non trouvée\b"
    r"|\bn['’]existe (?:pas|plus)\b|\bno (?:se )?(?:ha sido )?encontrad[oa]\b|\bno existe\b|\bnon (?:è stata )?trovat[oa]\b"
    r"|\bnon esiste\b"
    r"|\bnão (?:foi )?encontrad[oa]\b|\bnão existe\b|\bniet gevonden\b|\bbestaat niet\b|\bno s['’]ha trobat\b"
    r"|\bhittades inte\b|\b(?:kunde|kunne|kan) (?:inte|ikke) (?:hittas|findes|finnes)\b|\b(?:ikke|inte) (?:fundet|funnet|hittad)\b"
    r"|\bei löy(?:dy|tynyt)|\bnie (?:znaleziono|została znaleziona|istnieje)\b|\bnenalezen[ao]?\b|\bnebyla nalezena\b"
    r"|\bnenájden[áé]\b"
    r"|\bnem található\b|\bnu a fost găsită\b|\bbulunamadı|\bnije pronađena\b|\bne obstaja\b|\bkhông tìm thấy\b|\btidak ditemukan\b"
    r"|не найден|не существует|не знайден|не існує|не е намерена|δεν βρέθηκε|לא נמצא|غير موجود|پیدا نشد|नहीं मिल"
    r"|見つかりません|存在しません|찾을 수 없|不存在|找不到|未找到|無法找到|ไม่พบ",
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
