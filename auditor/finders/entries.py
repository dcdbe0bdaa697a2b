"""What the entries of a reference list lack: an address, a title, a date, anything at all."""

from __future__ import annotations

import re
from functools import partial

from auditor.finders.entry_use import head_of
from auditor.finders.hollow_entries import is_generic
from auditor.finders.standing import standing
from auditor.lexicon import later, lazy, letter_after, letter_before
from auditor.model import Match, Span
from auditor.text.works import HOMEPAGE, repeats, same_url, work_keys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from auditor.document import Document
    from auditor.model import Reference, ReferenceList

_FILE = later(r"\.(?:aspx?|html?|md|pdf|php|txt|xhtml)(?:#|$)", re.IGNORECASE)
_LOCATORS = ("url", "doi", "isbn", "issn", "arxiv", "pmid")
_IN_PRINT = ("pages", "volume", "publisher", "place", "edition")
# works that are found without an address: laws, standards, cases, theses, archives, talks, one's own interviews
_FOUND_OTHERWISE = lazy(
    r"(?:19|20)\d\d ?年|第 ?\d+ ?[卷期]|(?:^|[^\pL\pN_])éditions?\b|\d:[\s\x{a0}]?\d|\d[\s\x{a0}]?\(\d|§|\bpp?\.|\bS\.[ ]\d|patent"
)
_FOUND_BY = lazy(
    r"\b(?:Act|Code|Regulation|Directive|Treaty|Convention|Resolution|Statute|U\.S\.C\.?|C\.F\.R\.?|Stat\.|v\.|vs\.|No\."
    r"|ISO|IEC|IEEE|ANSI|ASTM|DIN|RFC|NIST|BIP|PEP|GD|thesis|dissertation|PhD|Ph\.D\.?|MSc|Archives?|papers|manuscript|Box|Folder"
    r"|Proceedings|Proc\.|Conference|Symposium|Workshop|Press|Addison[ -]Wesley"
    r"|Prentice[ -]Hall|McGraw[ -]Hill|O['’]Reilly|Springer|Wiley|Elsevier|Routledge|Pearson|Apress|Packt"
    r"|Publish(?:er|ers|ing)|Verlag|Books|Journal|interview(?:ed)?"
    r"|personal communication|correspondence|e-?mail|conversation|Working Paper|Technical Report|Tech\. Rep\.|Bible|Genesis|Exodus"
    r"|Psalms?|Matthew|Quran|ed\.|eds\.|edn|trans\.|vol|vols|Ibid|Op\. cit|arXiv|preprint|Lecture|in press|forthcoming|unpublished"
    r"|software|version)\b"
)
_ACCESS = later(
    r"[\[(]?(?:\b(?:last )?(?:accessed|retrieved|viewed|visited|available)(?: (?:on|at|from|online))?\b:?)?[\s:,./-]*"
    r"(?:(?:\d{1,4}(?:st|nd|rd|th)?|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)[\s,./-]*){0,6}[\])]?",
    re.IGNORECASE,
)
_LEFT_OUT = later(r"\b(?:omitted|removed|reserved|not used|intentionally|specified)\b", re.IGNORECASE)
_NO_ADDRESS = later(r"\bno (?:url|link|doi|address)\b", re.IGNORECASE)
_FULL_DATE_WORDS = (
    r"\b\d{1,2}(?:st|nd|rd|th)?\.? [^\W\d]{3,}\.?,? \d{4}|[^\W\d]{3,}\.? \d{1,2}(?:st|nd|rd|th)?, \d{4}|\d{4}-\d\d-\d\d"
    r"|\d{4},? [^\W\d]{3,}\.? \d{1,2}|\d{4},? \d{1,2} [^\W\d]{3,}"
)
_FULL_DATE = later(_FULL_DATE_WORDS)
_IN_A_PAPER = later(
    rf"[”\"’'»][.,]?\s+(?:in )?(?:the )?[^\W\d_][^\d(]{{2,60}}[,.(]\s*(?:\w+day,? )?(?:{_FULL_DATE_WORDS})", re.IGNORECASE
)
_HOLLOW = later(
    r"(?:(?:an?|the|see|from|various|several|some|many|different|online|other|my own) ){0,2}"
    r"(?:(?:medical|news|official|online|internet|web) )?"
    r"(?:links?|web ?sites?|internet|online|the web|articles?|google|sources?|youtube|blogs?|websearch)"
    r"(?: (?:online|here|above|below))?(?:[,;]? \(?(?:accessed|retrieved|viewed)[^.]*)?"
    r"|[^\W\d_]+[.,]? \(?n\. ?d\.?\)?",
    re.IGNORECASE,
)
_NOTED = later(
    r"(?:\[\d+\]|\d+\.)?\s*(?:quoted|cited|see|cf\.)\s", re.IGNORECASE
)  # a note: its source may be named in full elsewhere
_FEW_LETTERS = 50
_ALL_ALIKE = 2 / 3


def _reference_lists(document: Document) -> Iterator[ReferenceList]:
    return (one for one in standing(document).lists if one.kind in ("references", "further-reading"))


def _collected(
    document: Document, lacking: Callable[[Reference], bool], *, kinds: tuple[str, ...] = ("references",)
) -> Iterator[Match]:
    """One match a list where most of its entries lack the same; else one an entry."""
    for one in _reference_lists(document):
        if one.kind not in kinds:
            continue
        places = tuple(Span(entry.start, entry.end) for entry in one.entries if lacking(entry))
        values = {"entries": str(len(one.entries)), "lacking": str(len(places))}
        if len(places) > 1 and len(places) >= len(one.entries) * _ALL_ALIKE:
            yield Match(*places[0], places, values)
        else:
            yield from (Match(*span, values=values) for span in places)


def find_unlocated_entries(document: Document) -> Iterator[Match]:
    """Yield entries that name an article or a page on the web but give no way to it: no URL, identifier, volume or page."""
    yield from _collected(document, lambda entry: _unlocated(document, entry))
    for one in standing(document).lists:
        for entry in one.entries if one.kind in ("notes", "footnotes") else ():
            if _is_hollow(document, entry):
                yield Match(entry.start, entry.end, values={"entries": str(len(one.entries)), "lacking": "1"})


def _is_hollow(document: Document, entry: Reference) -> bool:
    """Tell an entry that names where one looks, and nothing to look for: “Internet.”, “See link.”, “Online article”."""
    words = getattr(entry.fields, "words", "").strip(" .;")
    if len(words) >= _FEW_LETTERS or is_generic(words):
        return False  # that “various reports” are no source, another rule tells
    return _HOLLOW.fullmatch(words) is not None and not document.links_in(entry.start, entry.end)


def _unlocated(document: Document, entry: Reference) -> bool:
    words = document.words(entry.start, entry.end)
    if "://" in words or "www." in words or document.links_in(entry.start, entry.end):
        return False
    if len(words) > 500 or words.startswith("(") or _LEFT_OUT.search(words):
        return False
    return _is_hollow(document, entry) or not (
        getattr(entry.fields, "words", words)[:1].islower()  # a note to the text: no title begins so
        or document.marked(entry.start, entry.end, "code")
        or _locates(entry, words)
    )


def _locates(entry: Reference, words: str) -> bool:
    """Tell whether an entry gives a way to its source, or is no page of the web."""
    fields = entry.fields
    dated = "author" in fields and _FULL_DATE.search(fields.get("date", "")) is not None and not _NO_ADDRESS.search(words)
    if dated or any(name in fields for name in (*_LOCATORS, *_IN_PRINT)):
        return True  # the day and the author are enough to find an article in its paper
    title = fields.get("title", "")
    quoted = _quoted(words, title)
    rest = words.replace(title, " ") if quoted else words
    if _is_found_otherwise(rest.encode()) or (quoted and _IN_A_PAPER.search(rest) and not _NO_ADDRESS.search(words)):
        return True  # so are the day, the title and the name of the paper
    return not quoted and ("date" in fields or "author" in fields or not 3 <= len(words.split()) <= 40)


def _is_found_otherwise(words: bytes) -> bool:
    return _FOUND_OTHERWISE.find(words)[0] >= 0 or any(
        not (letter_before(words, start) or letter_after(words, end)) for start, end in _FOUND_BY.spans(words)
    )


def _quoted(words: str, title: str) -> bool:
    at = words.find(title) if title else -1
    return at > 0 and words[at - 1] in "“\"«‘„'" and len(title.split()) >= 2


def find_missing_core_fields(document: Document) -> Iterator[Match]:
    """Yield entries without an address that lack their title, their date, or any author or publisher."""
    for one in _reference_lists(document):
        if one.kind != "references":
            continue
        for entry in one.entries:
            missing = _missing(document, entry)
            if missing:
                yield Match(entry.start, entry.end, values={"missing": missing})


def _missing(document: Document, entry: Reference) -> str:
    fields = entry.fields
    words = document.words(entry.start, entry.end)
    if any(name in fields for name in _LOCATORS) or "://" in words or document.links_in(entry.start, entry.end):
        return ""
    if _unlocated(document, entry) or len(words) > 500 or len(words.split()) < 3 or _NOTED.match(words):
        return ""
    if "author" in fields and "date" not in fields and not re.search(r"\d{4}|n\.d\.|in press|forthcoming|undated", words):
        return "date"
    return ""


def find_bare_urls(document: Document) -> Iterator[Match]:
    """Yield entries that are a URL and nothing else (an access date aside)."""
    yield from _collected(document, _bare, kinds=("references", "further-reading"))


def _bare(entry: Reference) -> bool:
    url = entry.fields.get("url", "")
    if not url:
        return False
    words = getattr(entry.fields, "words", "")
    if url not in words:  # the address is behind words
        return False
    rest = words.replace(url, " ").strip(" .,;:<>()[]|*_-–—")
    return not rest or bool(len(rest) < 40 and _ACCESS.fullmatch(rest) and re.search(r"\d", rest))


_CALLED_A_SITE = later(r"\b(?:the|its|their) (?:[\w’'-]+ ){0,4}(?:(?:web ?)?site|home ?page|project page)\b", re.IGNORECASE)


def find_homepages(document: Document) -> Iterator[Match]:
    """Yield entries whose only address is the front page of a site."""
    for one in _reference_lists(document):
        if one.kind != "references":
            continue
        for entry in one.entries:
            url = entry.fields.get("url", "").rstrip(".,;")
            others = any(name in entry.fields for name in _LOCATORS[1:])
            several = document.data.count(b"www.", entry.start, entry.end) > 1  # the sites themselves are what is listed
            if not others and not several and _is_front_page(url) and not _about_the_site(entry, url):
                yield Match(entry.start, entry.end, values={"site": same_url(url)})


def _is_front_page(url: str) -> bool:
    """Tell the address of a site from that of a page of it, and from a file beside the text: ``sea.html`` is no host."""
    return bool(HOMEPAGE.fullmatch(url)) and "." in url and ("://" in url or url.startswith("www.") or not _FILE.search(url))


def _about_the_site(entry: Reference, url: str) -> bool:
    """Tell whether the entry names nothing but the site itself: its address is then the right one."""
    words = getattr(entry.fields, "words", "").replace(url, " ")
    called = entry.label is None and _CALLED_A_SITE.search(words)  # “the fonts are described on the Fontconfig site”
    if called or _site_in_title(entry.fields.get("title", ""), same_url(url).split("/")[0]):
        return True
    names = [name for name in re.findall(r"[^\W_]{2,}", words) if not name.isdigit()]
    host = re.sub(r"[^a-z0-9]", "", same_url(url).split("/")[0])
    if names and len(names[0]) > 3 and names[0].lower() in host:
        return True
    if not any(name.isascii() for name in names):
        return bool(names)  # words in another script than the address cannot be compared with it
    initials = "".join(name[0] for name in names if name[0].isupper()).lower()
    if len(initials) > 2 and host.removeprefix("www").startswith(initials):
        return True
    if len(names) > 5:
        return False
    return host.startswith("".join(names).lower()) or any(name.lower() in host for name in names if len(name) > 2)


def _site_in_title(title: str, host: str) -> bool:
    """Tell whether a title says what the site is called, so that the site is what is cited: “Quayside documentation”."""
    parts = host.removeprefix("www.").split(".")[:-1]
    words = [word.lower() for word in re.findall(r"[^\W_]+", title)]
    named = any(
        len(word) > _SHORT_NAME and word not in _SAID_OF_ANY and any(part.startswith(word) for part in parts)
        for word in words[:_FIRST_WORDS]
    )
    if named or (words and parts and words[0] == parts[0].split("-")[0]):
        return True
    pieces = parts[-1].split("-") if parts else []
    return len(pieces) > 1 and all(any(word.startswith(piece) for word in words) for piece in pieces)


_SHORT_NAME = 4  # letters
_FIRST_WORDS = 2  # of a title, where the name of the site stands
_SAID_OF_ANY = frozenset("online times daily today press media world health news".split())


def find_duplicate_entries(document: Document) -> Iterator[Match]:
    """Yield each entry that repeats an earlier one of its list: one URL or identifier, or, in print, one title, author and year.

    A footnote repeats another only where it says the same to the letter, and gives an address: two passages are two notes.
    """
    for one in standing(document).lists:
        numbers = {entry.start: number for number, entry in enumerate(one.entries, 1)}
        for original, entries in repeated_entries(document, one):
            places = tuple(Span(*head_of(document, e)) for e in entries)
            label = original.label or str(numbers[original.start])
            related = ((Span(*head_of(document, original)), "the same source"),)
            yield Match(*places[0], places, {"first": label}, related)


def repeated_entries(document: Document, one: ReferenceList) -> Iterator[tuple[Reference, Sequence[Reference]]]:
    """Give each entry of a list that others repeat, with those that do so for one reason, in the order of the first of these."""
    return repeats(one.entries, partial(_to_the_letter, document) if one.kind == "footnotes" else work_keys)


def _to_the_letter(document: Document, entry: Reference) -> list[str]:
    if document.format != "markdown" or not any(name in entry.fields for name in ("url", "doi")):
        return []
    return [" ".join(document.words(entry.start, entry.end).split())]


def find_empty_sections(document: Document) -> Iterator[Match]:
    """Yield headings of reference lists with nothing under them, where no build step fills them."""
    if document.templated or standing(document).other_system:
        return
    lists = document.reference_lists
    if any(one.entries and one.kind in ("references", "footnotes") for one in lists):
        return
    for one in lists:
        if not one.entries and one.heading:
            yield Match(*one.heading)
