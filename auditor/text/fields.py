"""One reference into its fields, for the common styles: APA, MLA, Chicago, IEEE, Vancouver, newspapers.

Identifiers and addresses are cut out first; then the date, the quoted title or the names at the start decide the style.
"""

from __future__ import annotations

import re

from auditor.lexicon import later

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_URL = later(r"(?:https?://|ftp://|www\.)[^\s<>\"“”]+")
_DOI = later(r"\(?\bdoi(?::\s?|\s)(10\.\S+)|(?<![/\w.])(10\.\d{4,9}/[^\s<>\"“”,;]+)", re.IGNORECASE)
_ISBN = later(r"\bISBN(?:-?1[03])?[:\s]*([0-9][0-9 –-]{8,16}[0-9Xx])", re.IGNORECASE)
_ISSN = later(r"\bISSN[:\s]*([0-9]{4}-?[0-9]{3}[0-9Xx])\b", re.IGNORECASE)
_ARXIV = later(
    r"\barXiv[: ]*(\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+(?:\.[A-Z]{2})?/\d{7})|arxiv\.org/(?:abs"
    r"|pdf)/(\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+/\d{7})",
    re.IGNORECASE,
)
_PMID = later(r"\bPMID[: ]*(\d{1,9})\b|pubmed\.ncbi\.nlm\.nih\.gov/(\d{1,9})", re.IGNORECASE)
_IDENTIFIERS = (("isbn", _ISBN, "isbn"), ("issn", _ISSN, "issn"), ("arxiv", _ARXIV, "arxiv"), ("pmid", _PMID, "p"))

_MONTH = (
    r"(?:Jan(?:uary|vier)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober|obre)?|Nov(?:ember)?"
    r"|Dec(?:ember)?|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|Spring|Summer"
    r"|Autumn|Fall|Winter)\b\.?"
)
_YEAR = r"(?:1[5-9]|20)\d\d(?:[-–/]\d{2,4})?[a-z]?(?!\d)"
_DAYS = r"\d{1,2}(?:st|nd|rd|th)?(?:\s?[-–/]\s?\d{1,2})?"
_DATE = later(
    rf"(?:{_MONTH}(?:\s?[-–/]\s?{_MONTH})?\s(?:{_DAYS},?\s)?{_YEAR}|(?:{_DAYS}\s)?{_MONTH}(?:\s?[-–/]\s?{_MONTH})?,?\s{_YEAR}"
    rf"|(?<![\d/:.–-]){_YEAR},?\s{_MONTH}(?:\s{_DAYS})?|(?<![\w/:.–-]){_YEAR}(?![\w/]|\.\d|[-–]\d))",
)
_EARLY = later(
    rf"^(?P<who>.{{2,600}}?)[,.]?\s*\((?P<when>(?:{_YEAR}(?:,\s[^()]{{1,30}})?|n\.\s?d\.|in\spress|forthcoming"
    rf"|{_MONTH}[^()]{{0,20}}{_YEAR}))\)\s?[.,:;]*\s*"
    rf"|^(?P<who2>.{{2,600}}?)[,.]?\s(?P<when2>{_YEAR})\s?[.:,]\s+(?=[“\"«‘A-ZÀ-Þ¿¡])"
    rf"|^(?P<who3>.{{2,400}}?)[,.]?\s(?P<when3>{_YEAR})\s+(?=[“\"«‘A-ZÀ-Þ])"
)
_ANY_YEAR = later(r"\b(?:1[5-9]|20)\d\d|n\.\s?d\.|in\spress|forthcoming")
_QUOTED = later(
    r"“([^”]{3,}?)”|\"([^\"]{3,}?)\"|«\s*([^»]{3,}?)\s*»|„([^“”]{3,}?)[“”]|‘(.{8,}?)’(?=[\s,.;]|$)|``(.{3,}?)(?:''"
    r"|\")"
)

_PARTICLE = r"(?:(?:van|von|de|der|den|del|della|di|da|du|la|le|el|al|bin|ter|ten|dos|Van|Von|De|Di|Le|La|Del|Der|St\.?)[ '’]){0,3}"
_WORD = r"[A-ZÀ-ÖØ-ÞĀ-ŽА-Я][\w'’-]*[a-zà-ÿā-žа-я][\w'’-]*|[A-ZÀ-ÖØ-ÞĀ-ŽА-Я]{2,}(?:[-'’][A-ZÀ-ÖØ-ÞĀ-ŽА-Я]{2,})*"
_SURNAME = rf"{_PARTICLE}(?:O['’]|Mc|Mac|D['’])?(?:{_WORD})(?:[ -](?:{_WORD}))?"
_INITIALS = r"(?:[A-ZÀ-ÞĀ-ŽА-Я][a-z]?\.(?:[ -]*|(?=,))){1,4}"
_JUNIOR = r"(?:,? (?:Jr|Sr|II|III|IV)\b\.?)?"
_NAME = (
    rf"(?:(?:{_WORD}) (?:[A-Z]\. ){{1,2}}{_SURNAME}(?=,? and |, )|{_SURNAME},? {_INITIALS}{_JUNIOR}"
    rf"|{_SURNAME},{_INITIALS}|{_INITIALS}\s?{_SURNAME}{_JUNIOR}"
    rf"|{_SURNAME},? [A-ZÀ-ÞĀ-ŽА-Я](?:-?[A-ZÀ-ÞĀ-ŽА-Я]){{0,2}}(?![\w’'-])"
    rf"|(?:{_WORD}) (?:[A-Z]\. ?){{0,2}}{_SURNAME}{_JUNIOR})"
)
_MORE = r"(?:,? (?:et al|and others)\b\.?)"
_INVERTED = rf"(?:{_SURNAME}, (?:{_WORD})(?:[ -](?:{_WORD}|[A-Z]\.))*)"
_EDITOR = r"(?:,? \(?(?:[Ee]ds?|[Hh]rsg|Hgg?|dir|coord)\b\.?\)?\.?)"
_EDITED = later(r"\b(?:[Ee]ds?|[Hh]rsg|Hgg?|dir|coord)\b\.?\)?[.,: ]*$")
_EDGE = r"(?=\s?[,.;:/&]|\s(?:and|&|y|et|und)\s|\s?[–—(-]|\s?$|\s[\[(])"
_FIRST_NAME = later(rf"(?:{_NAME}|{_INVERTED})(?:{_EDGE}|(?<=\.))")
_NEXT_NAME = later(rf"(?:{_NAME}(?:{_EDGE}|(?<=\.)))|{_INVERTED}(?=[,.;] )")
_BETWEEN = later(r"\s?,? (?:and|&|y|et|und) |\s?[,;/] ?(?:and |& )?|\s?[–—-]\s")
_AFTER_NAMES = later(rf"{_MORE}?{_EDITOR}?\s?(?P<stop>[.,:]|(?<=\.))\s*")
_MOST_NAMES = 60
_LONGEST = 1200  # characters of an entry that are looked at
_END_OF_TITLE = later(
    r"(?<![ .(][A-ZÀ-ÞĀ-ŽА-Я])(?<!\bvs)(?<!\bSt)(?<!\bNo)(?<!\bVol)(?<!\bvol)"
    r"(?<!\bDr)(?<!\bMr)(?<!\bU\.S)(?<!\bv)(?<!\bJr)\.(?=\s|$)|[?!](?=\s+[A-ZÀ-ÞĀ-ŽА-Я(]|$)"
    rf"|,\s(?=(?:[Ii]n:?|[Vv]ol\b|[Pp]p?\b|no\b|n°|[A-ZÀ-ÞĀ-ŽА-Я][\w’'. -]{{2,25}}(?:,\s[A-Z]{{2}})?:\s|{_YEAR}"
    rf"|Proc\b|Proceedings|Ph\.?D|[Tt]hesis|[Uu]npublished|Technical|Tech\.))"
    r"|\s(?=\((?:[A-ZÀ-ÞĀ-ŽА-Я][\w’'. -]{2,25}:|\d+(?:st|nd|rd|th)|[Vv]ol|pp?\.|[Ee]ds?\.))|[.,]?\s(?=In:\s"
    r"|In\s(?:Proc|[A-Z]\.\s|[A-ZÀ-ÞĀ-ŽА-Я][\w-]+,?\s[A-Z]\.))|\s(?=\[[A-Z])"
)
_IN_LINE = later(r",\s(?=[A-ZÀ-ÞĀ-ŽА-Я])")
_JOURNAL_NEXT = later(r",\s(?=[A-ZÀ-ÞĀ-ŽА-Я][^,.]{2,80},\s(?:[Vv]ol\b|v\.|[Pp]p?\.|no\b|n°|t\.|\d))")
_PAGES = later(r"\b(?:pp?|[Ss]|pages)\.?\s?(\d+(?:\s?[–—-]\s?\d+)?)\b|(?<=[:,])\s?(\d+\s?[–—-]+\s?\d+)(?=[.,;)\s]|$)")
_VOLUME = later(r"\b[Vv]ol(?:ume)?\.?\s?(\d+|[IVXLC]+)\b|\b(\d{1,4})\s?\(\d[\d–/-]*\)|\b(\d{1,4})\s?:\s?\d+|;\s?(\d{1,4})\b")
_PRESS = later(r"\b(?P<place>[A-ZÀ-ÞĀ-ŽА-Я][\w’'. -]{2,30}(?:, [A-Z]{2})?):\s(?P<publisher>[A-ZÀ-ÞĀ-ŽА-Я][^,.;:()]{2,60})")
_CONTAINER = later(r"\s*(?:[Ii]n:?\s+)?(?P<name>[A-ZÀ-ÞĀ-ŽА-Я][^,.;:()\d]{2,90})")
_TRIM = " .,;:()[]“”\"«»–—|*_<>`'‘’-"
_ENDS_DOI = ".,;)]>"
_ACCESS = later(r"[\[(]?\b(?:[Aa]ccessed|[Rr]etrieved|[Vv]iewed|[Vv]isited|[Cc]onsulted|[Aa]vailable)\b.*$")


def parse_entry(words: str, targets: Sequence[str] = (), link_words: Sequence[str] = ()) -> dict[str, str]:
    """Give the fields of an entry, each as written and trimmed of punctuation; only what was found.

    ``targets`` and ``link_words`` are the addresses and the words of the links in the entry.
    """
    fields: dict[str, str] = {}
    plain = _located(words[:_LONGEST], targets, fields)
    if not plain.strip(_TRIM):
        return fields
    linked = next((w for w in link_words if "://" not in w and len(w) > 3), "")
    if linked and len(linked) * 2 > len(plain):
        fields["title"] = linked.strip(_TRIM)
        _add_date(plain.replace(linked, " "), fields)
        return fields
    rest = _named(plain, fields)
    if "title" not in fields and "url" in fields:
        _web_title(plain, fields)
    _published(rest, fields)
    return {key: value for key, value in fields.items() if value}


def _located(words: str, targets: Sequence[str], fields: dict[str, str]) -> str:
    """Take addresses and identifiers; give the words without them."""
    plain = words
    url = _URL.search(words) if "://" in words or "www." in words else None
    if url:
        fields["url"] = url[0].rstrip(".,;:)]>")
        plain = _URL.sub(" ", words)
    elif targets:
        fields["url"] = targets[0]
    if "10." in plain:
        doi = _DOI.search(plain)
        if doi:
            fields["doi"] = doi[0].strip("( ").rstrip(_ENDS_DOI)
            plain = plain[: doi.start()] + " " + plain[doi.end() :]
    lower = words.lower()
    for name, pattern, cue in _IDENTIFIERS:
        match = pattern.search(words) if cue in lower else None
        if match is None and targets and name in ("arxiv", "pmid"):
            match = next((m for m in map(pattern.search, targets) if m), None)
        if match:
            fields[name] = next(group for group in match.groups() if group)
    return " ".join(plain.split())


def _named(plain: str, fields: dict[str, str]) -> str:
    """Take author, title and date; give what follows the title."""
    quoted = _QUOTED.search(plain)
    early = _EARLY.match(plain) if _ANY_YEAR.search(plain, 0, 640) else None
    who = (early["who"] or early["who2"] or early["who3"]) if early else ""
    if early and (not quoted or early.end() <= quoted.start() + 1) and _is_author(who, strict=bool(early["who3"])):
        _add_author(who, fields)
        fields["date"] = (early["when"] or early["when2"] or early["when3"]).strip(_TRIM)
        rest = plain[early.end() :]
        quoted = _QUOTED.match(rest)
        comma = plain[: early.end()].rstrip().endswith(",")
        return _after_quote(rest, quoted, fields) if quoted else _unquoted(rest, fields, comma=comma)
    if quoted:
        before = plain[: quoted.start()].strip()
        if before and len(before) > 2 and re.search(r"[^\W\d_]{2}", before) and len(before) < 400:
            _add_author(before, fields)
        rest = _after_quote(plain, quoted, fields)
        _add_date(rest, fields)
        _add_date(plain[: quoted.start()], fields)
        return rest
    authors = _authors(plain)
    rest = plain
    if authors and authors.end() < len(plain):
        _add_author(plain[: authors.end()], fields)
        rest = plain[authors.end() :]
        date = _DATE.match(rest)
        if date and rest[date.end() : date.end() + 1] in (".", ",", ":", ""):
            fields["date"] = date[0].strip(_TRIM)
            rest = rest[date.end() :].lstrip(" .,:")
    rest = _unquoted(rest, fields, comma=bool(authors and authors["stop"] == ","))
    _add_date(rest, fields)
    _add_date(plain, fields)
    return rest


def _authors(words: str) -> re.Match[str] | None:
    """Match what ends the names at the start, one name at a time, so that no text makes it slow."""
    ends: list[int] = []
    name = _FIRST_NAME.match(words)
    while name and len(ends) < _MOST_NAMES:
        ends.append(name.end())
        between = _BETWEEN.match(words, name.end())
        name = _NEXT_NAME.match(words, between.end()) if between else None
    for end in reversed(ends):
        after = _AFTER_NAMES.match(words, end)
        if after:
            return after
    return None


def _is_author(words: str, *, strict: bool) -> bool:
    """Tell whether the words before an early year are names, not a title that ends with a year."""
    if _QUOTED.search(words):
        return False
    authors = _authors(words + ". ")
    if authors and authors.end() >= len(words) - 1:
        return True
    if authors and re.search(r"(?:\s[a-zà-ÿ-]{2,}){3}", words[authors.end() :]):
        return False
    return not strict and len(words.split()) <= 12 and not re.search(r"[.?!]\s+[A-Z][a-z]+\s[a-z]", words)


def _add_author(words: str, fields: dict[str, str]) -> None:
    if not _EDITED.search(words):  # editors are not the authors
        fields["author"] = words.strip(" ,:;([–—")


def _after_quote(plain: str, quoted: re.Match[str], fields: dict[str, str]) -> str:
    fields["title"] = next(group for group in quoted.groups() if group).strip(_TRIM)
    return plain[quoted.end() :].lstrip(" .,")


def _unquoted(rest: str, fields: dict[str, str], *, comma: bool) -> str:
    """Take an unquoted title: up to the end of its sentence, or to the comma where names ended with one."""
    end = _END_OF_TITLE.search(rest, 3)
    stop = end.start() + (end[0] in "?!") if end else len(rest)
    if comma:
        inline = _JOURNAL_NEXT.search(rest, 3) or (_IN_LINE.search(rest, 3) if not end or end[0] != "." else None)
        if inline and inline.start() < stop:
            stop = inline.start()
    title = rest[:stop].strip(_TRIM)
    if len(title) >= 3 and not _DATE.fullmatch(title):
        fields["title"] = title
    return rest[stop:].lstrip(" .,")


def _add_date(rest: str, fields: dict[str, str]) -> None:
    if "date" not in fields:
        dates = list(_DATE.finditer(_ACCESS.sub(" ", rest)))
        if dates:
            fields["date"] = max(dates, key=lambda m: (len(m[0]), -m.start()))[0].strip(_TRIM)


def _web_title(plain: str, fields: dict[str, str]) -> None:
    title = _ACCESS.sub(" ", plain).strip(_TRIM)
    if len(title) >= 3:
        fields["title"] = title


def _published(rest: str, fields: dict[str, str]) -> None:
    """Take container, publisher, volume and pages from what follows the title."""
    rest = _ACCESS.sub(" ", rest)
    for name, pattern in (("pages", _PAGES), ("volume", _VOLUME)):
        match = pattern.search(rest)
        if match:
            fields[name] = next(group for group in match.groups() if group)
    press = _PRESS.search(rest)
    if press:
        fields["place"], fields["publisher"] = press["place"].strip(_TRIM), press["publisher"].strip(_TRIM)
        return
    container = _CONTAINER.match(rest)
    if container and not _DATE.fullmatch(container["name"].strip(_TRIM)):
        fields["container"] = container["name"].strip(_TRIM)
