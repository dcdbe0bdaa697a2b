"""Where a reference was published: what follows its title."""

from __future__ import annotations

import re

from auditor.lexicon import later
from auditor.text.fields.dates import DATE

_PAGES = later(r"\b(?:pp?|[Ss]|pages)\.?\s?(\d+(?:\s?[–—-]\s?\d+)?)\b|(?<=[:,])\s?(\d+\s?[–—-]+\s?\d+)(?=[.,;)\s]|$)")
_VOLUME = later(r"\b[Vv]ol(?:ume)?\.?\s?(\d+|[IVXLC]+)\b|\b(\d{1,4})\s?\(\d[\d–/-]*\)|\b(\d{1,4})\s?:\s?\d+|;\s?(\d{1,4})\b")
_VOLUME_ALONE = later(r"[^\W\d_]{3}, (\d{1,3})\.?\s*$")
_PLACE = r"[A-ZÀ-ÞĀ-ŽА-Я][\w’'-]{1,20}(?:[ -](?:[A-ZÀ-ÞĀ-ŽА-Я][\w’'-]*|am|an|de|do|da|la|of|upon|and|&|/)){0,4}"
_PRESS = later(
    rf"(?:^|(?<=[.,;(:\])]\s)|(?<=\())(?P<place>{_PLACE}(?:, (?:[A-Z]{{2,3}}|[A-Z]\.[A-Z]\.|[A-Z][a-z]{{2,12}}\.?)){{0,2}})\s?:\s"
    r"(?P<publisher>[A-ZÀ-ÞĀ-ŽА-Я][^,.;:()]{1,60}(?:, (?:Inc|Ltd|LLC)\b\.?)?)"
    r"(?=\.(?:\s|$)|\s*[,;]?\s*(?:$|\[?\(?[c©]?(?:1[5-9]|20)\d\d|\)|pp?\.|[Cc]hapter|[Pp]age|vol|[A-Z][a-z]+ \d{4}))"
)
_TRIM = " .,;:()[]“”\"«»–—|*_<>`'‘’-"


def add_published(rest: str, fields: dict[str, str]) -> None:
    """Take container, publisher, place, volume and pages from what follows the title."""
    for name, pattern in (("pages", _PAGES), ("volume", _VOLUME)):
        match = pattern.search(rest)
        if match:
            fields[name] = next(group for group in match.groups() if group)
    press = None
    for press in _PRESS.finditer(rest):  # noqa: B007 — the last one: what stands before may be a title with its subtitle
        pass
    if press:
        fields["place"], fields["publisher"] = press["place"].strip(_TRIM), press["publisher"].strip(_TRIM)
        rest = rest[: press.start()] if _IN.match(rest) else ""
    container = container_of(rest)
    if container and not DATE.fullmatch(container):
        fields["container"] = container
        alone = _VOLUME_ALONE.search(rest)
        if alone and "volume" not in fields and "pages" not in fields:
            fields["volume"] = alone[1]  # “Advances in Harbours, 30.”


_IN = later(r"\s*[Ii]n:?\s")
_ASIDES = later(
    r"\s*(?:(?:\([^()]{2,40}\)|\[[^\[\]]{2,40}\]|\d+(?:st|nd|rd|th|e)? (?:[Ee]dn?|éd)\.)[.,:]?\s+){1,2}"
)  # “(3rd ed.). MIT Press”
_ORDINAL = later(r"\d{1,3}(?:st|nd|rd|th|\.?º|ª|e|er|ème)$")
_YEAR = later(r"(?:1[89]|20)\d\d$")
_ABBREVIATED = frozenset(
    """
    Abstr Acad Acta Adm Adv Agric Am Amer Anal Angew Ann Annu Anthropol Antimicrob Appl Arch Artif Assoc Astron Astrophys
    Biochem Bioeng Bioinf Bioinform Biol Biomech Biomed Biophys Biosci Biotechnol Br Bull Can Cell Chem Civ Clin Coll Commun
    Comp Compos Comput Conf Contemp Contr Control Cult Curr Cybern Dev Dig Dis Econ Educ Electr Electron Eng Engl Entomol
    Environ Epidemiol Ethnol Eur Evol Exp Expert Forens Found Genet Geogr Geol Geophys Geosci Graph Hist Hum Image Immunol Ind
    Inf Infect Inform Inst Instrum Int Integr Intell Int'l Interact Interdiscip Internat J Knowl Lang Lect Lett Ling Logist
    Mach Mag Manage Mar Mat Mater Math Meas Mech Med Mem Meteorol Methods Microb Microbiol Mol Monogr Nat Natl Netw Neural
    Neurol Neurophysiol Neurosci Nucl Numer Nutr Oceanogr Oncol Oper Ophthalmol Opt Optim Org Orig Paleontol Pap Parallel
    Pattern Pediatr Pharm Pharmacol Philos Photogramm Phys Physiol Polit Pract Proc Process Prod Prog Psychiatry Psychol Publ
    Quant Radiol Rec Recogn Recognit Rehabil Relat Remote Rep Res Rev Robot Sci Sect Sel Semicond Sens Ser Signal Soc Sociol
    Softw Spectrosc Stat Statist Stochastic Stud Suppl Surg Surv Sustain Symp Syst Tech Technol Theor Theory Top Topics Trans
    Transp Trop Univ Veh Vet Virol Vis Vol Water Wirel Workshop Zool
    """.split()
)
_GOES_ON = later(r"(?:[A-ZÀ-Þ&][\w&’'-]*\.?,?|of|and|on|for|the|in)(?:\s|$)")
_MOST_WORDS = 18


def container_of(rest: str) -> str:
    """Give the name of what something appeared in at the start of ``rest``: a journal, proceedings, a book, a site, a publisher.

    It ends at a comma, a bracket, its volume, and at a full stop that ends no abbreviation: “IEEE Trans. Biomed. Eng., vol. 61”.
    """
    inside = _IN.match(rest) or _ASIDES.match(rest)
    words = rest[inside.end() if inside else 0 :].split()[: _MOST_WORDS + 1]
    if not words or not (words[0][:1].isupper() or _ORDINAL.match(words[0]) or _YEAR.match(words[0])):
        return ""
    name: list[str] = []
    for i, word in enumerate(words):
        bare = word.rstrip(".,;:")
        if not bare or word[0] in '([“"«‘' or i == _MOST_WORDS or not _belongs(bare, words, i):
            break
        name.append(word)
        after = " ".join(words[i + 1 : i + 3])
        abbreviated = word.endswith(".") and (bare in _ABBREVIATED or (len(bare) == 1 and bare.isupper())) and _GOES_ON.match(after)
        section = word.endswith(":") and re.match(r"[A-Z][\w ]{2,40},\s\d", " ".join(words[i + 1 :]))
        if word[-1] in ".,;:" and not abbreviated and not section:
            break
    found = " ".join(name).strip(_TRIM)
    return found if len(found) > _SHORTEST else ""


_SHORTEST = 2


def _belongs(bare: str, words: list[str], i: int) -> bool:
    """Tell whether a word with a digit belongs to a name: “22nd”, “2021 IEEE …”, “EvoMUSART 2019,”; a volume does not."""
    if not any(c.isdigit() for c in bare) or _ORDINAL.match(bare):
        return True
    if _YEAR.match(bare):
        following = words[i + 1] if i + 1 < len(words) else ""
        opens = i == 0 and len(words) > 1 and (following[:1].isupper() or bool(_ORDINAL.match(following)))
        return opens or (0 < i <= _LAST_YEAR and words[i].endswith(",") and following.startswith(("pp", "p.", "vol")))
    return not bare[0].isdigit() and bare[:2].isalpha()


_LAST_YEAR = 12
