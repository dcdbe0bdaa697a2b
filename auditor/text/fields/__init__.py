"""One reference into its fields, for the common styles: APA, MLA, Chicago, IEEE, Vancouver, newspapers.

Identifiers and addresses are cut out first; then the names at the start and the date behind them are read, a quoted title is
taken as it stands, and any other ends where what follows looks like a journal, a publisher or a date.
"""

from __future__ import annotations

import re

from auditor.lexicon import later
from auditor.text.fields import dates, names
from auditor.text.fields.locators import take_locators
from auditor.text.fields.published import add_published
from auditor.text.fields.titles import title_end

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_LONGEST = 1200  # characters of an entry that are looked at
_LABEL = later(
    r"^[\s.\ufeff\u200b\u2028\x00-\x1f\ue000-\uf8ff]*(?:</?\w+>\s*)*(?:[\[(]\d{1,4}[\])]\.?:?|\[[A-Za-z][\w+.-]{0,24}\d[\w+.-]{0,8}\]"
    r"|[-–]\s|\d{1,4}[-.)]{1,2}(?=\s?[^\W\d_]{2}|\s[^\W\d_]\.)|\d{1,4}\s(?=[A-Z][\w’'-]+,?\s(?:[A-Z]\b|[A-Z]\.))|[*†•?]+|(?=[^\W\d_]))"
    r"\s*\??"
)
_FOOT_SIGN = later(r"(?<=\w)[*†‡]+(?=[,;.]|\s)|(?<=\.)[*†‡]+(?=,)|(?<=, )[*†‡](?=[A-Z])")
_SAME_AUTHOR = later(r"^(?:[—–_-]\s?){2,}\s*[.,:]?\s*")
_QUOTED = later(
    r"[“„](?P<a>[^“”„]{3,}?(?:“[^“”]{1,60}”[^“”]{0,200}?){0,3})[”“\"]|\"(?P<b>[^\"]{3,}?)[\"”]|«\s*(?P<c>[^»]{3,}?)\s*»"
    r"|(?:(?<=[,.:)\s])|^)‘(?P<d>.{3,}?)’(?=[,.;]|\s(?:[(\[A-Z]|in\s)|$)|(?:(?<=[,.:)]\s)|^)'(?P<e>[^\s'].{6,}?)'(?=[\s,.;]|$)"
    r"|``(?P<f>.{3,}?)(?:''|\")"
)
_MARKS = frozenset("“„\"«‘'`")  # one of which opens what `_QUOTED` matches
_GOES_ON = later(r"\s(?!(?:in|dans|im|en|by|et|nella?|trans|ed|eds|vol|pp?)\b)[a-z]{2,}\s[a-z]")  # “Quay” and its cousins
_TITLE_FIRST = later(r"(?<=[a-z0-9)?])\s(?=[A-Z][\w’'-]+, (?:[A-Z]\.[ -]?){1,3}(?:,| and | (?:19|20)\d\d))")
_YEAR_FIRST = later(r"((?:19|20)\d\d):?\s(?=[^\W\d_]{2})")
_FIRST_PRINTED = later(r"^\[\d{4}\]\s(?=\d{4}\b)")
_PROPER = later(
    r"(?:(?:[^\W\d_a-zà-ÿ][\w.’'()&/-]*|and|of|the|for|de|la|du|des|et|der|und|in|on|&|y|e|[a-zà-ÿ]{1,3})[,;:.]?(?:\s|$))+"
)
_SENTENCE = later(r"\s[a-zà-ÿ-]{2,}(?:\s[a-zà-ÿ-]{2,}){2}")
_ACRONYM = later(r"\s(?P<short>\([A-Z][\w&. -]{1,30}\))[.,:]\s")
_UNTITLED = later(
    r"[A-Z][\w&]*(?:\.?\s[A-Z][\w&]*){0,4}\.?,?\s(?:[A-Z]?\d+),?\s\(?[A-Z]?\d+|(?:[A-Z]\w{0,8}\.\s){1,4}(?:[A-Z]\s?)?\d"
)  # Phys. Lett. B301 (1993) 12
_FIRST_PART = later(r"(?P<who>[^.“”\"«»]{2,160}?(?:\(.{2,40}?\))?)(?:\.|:)\s+(?=[^\W\d_a-zà-ÿ]|\d)")
_TRIM = " .,;:()[]“”\"«»–—|*_<>`'‘’-"
_OPEN = " .,;:“”\"«»–—|*_`'‘’-"


def parse_entry(
    words: str, targets: Sequence[str] = (), link_words: Sequence[str] = (), italics: Sequence[str] = ()
) -> dict[str, str]:
    """Give the fields of an entry, each as written and trimmed of punctuation; only what was found.

    ``targets`` and ``link_words`` are the addresses and the words of the links in the entry, ``italics`` the words
    that are emphasised: the title of a book, or what an article appeared in.
    """
    fields: dict[str, str] = {}
    plain = take_locators(words[:_LONGEST], targets, fields)
    if not plain.strip(_TRIM):
        return fields
    linked = next((w for w in link_words if "://" not in w and len(w) > 3), "")
    if linked and len(linked) * 2 > len(plain) and not _is_entry(linked):
        _around(plain, linked, fields)
        return fields
    italics = [bare for words in italics if len(bare := words.strip(" .,;:")) > _SHORT_ITALICS]
    rest = _named(_FOOT_SIGN.sub("", _LABEL.sub("", plain)), fields, italics)
    if "title" not in fields and "url" in fields:
        title = dates.without_access(plain).strip(_TRIM)
        if len(title) >= 3:
            fields["title"] = title
    read = "author" in fields and "title" in fields and not dates.without_access(fields["title"]).strip()
    if read and not _names_somebody(fields["author"]):
        fields["title"] = fields.pop("author")  # “The quay is rebuilt. (2009, June 2). Retrieved May 2018, from …”
    add_published(dates.without_access(rest), fields)
    appeared = _appeared_in(plain, fields, italics)
    if appeared:
        fields["container"] = appeared
    return {key: value for key, value in fields.items() if value}


def _around(plain: str, linked: str, fields: dict[str, str]) -> None:
    """Take the words of a link as the title, names before it as authors, what follows as the place: “Ida Marlow, [Quays](…)”."""
    before, _, after = plain.partition(linked)
    fields["title"] = _trimmed(linked)
    before = _LABEL.sub("", before).strip()
    who = dates.DATE.sub(" ", before).strip(" .,:;()")
    if who and _names_somebody(who):
        _add_author(who, fields)
    dates.add_date(f"{before} {after}", fields)
    if len(after.split()) < _FEW:
        add_published(dates.DATE.sub(" ", dates.without_access(after)).lstrip(' .,;:)”"»'), fields)


def _is_entry(words: str) -> bool:
    """Tell whether the words of a link are a whole reference: names with initials, and a year in brackets behind them."""
    found = names.leading_names(words)
    when = dates.AFTER_NAMES.match(words, found.end) if found and _INITIAL.search(words, 0, found.end) else None
    return when is not None and when["round"] is not None


def _names_somebody(words: str) -> bool:
    return names.is_names(words) or names.is_one_name(words) or names.is_body(words)


_INITIAL = later(r"\b[A-ZÀ-Þ]\.")
_FEW = 12  # words behind a link that may name where it leads; more are a remark


def _trimmed(words: str) -> str:
    """Take the punctuation off both ends, but not a bracket that was opened within: “Object files (.obj)”."""
    bare = words.strip(_TRIM)
    behind = words[words.find(bare) + len(bare) :].lstrip(" .,;:")
    for opener, closer in ("()", "[]"):
        if bare.count(opener) > bare.count(closer) and behind.startswith(closer):
            return bare + closer
    return bare


_SHORT_ITALICS = 3  # a volume, or “In”
_BEFORE_CONTAINER = later(r"(?:[.?!,][”\"»’)]*|[”\"»’]|\b[Ii]n:?)\s*$")
_VOLUME_BEHIND = later(r"[,.]?\s*(?:[Vv]ol\.?\s)?\d[\d()–-]*\s*$")  # emphasised with the name: “*Journal of Ports, 57*(1)”
_BEHIND_TITLE = later(r"\s*(?:[.,(\[;:—–]|$)")


def _appeared_in(plain: str, fields: dict[str, str], italics: Sequence[str]) -> str:
    """Give the emphasised words behind the title that tell in what an article appeared, if there are any."""
    title = fields.get("title", "")
    behind = plain.find(title) + len(title) if title else 0
    for words in italics:
        at = plain.find(words, behind)
        if at > 0 and _BEFORE_CONTAINER.search(plain, 0, at) and words[:1].isupper() and words not in title:
            return _VOLUME_BEHIND.sub("", words).strip(_TRIM)
    return ""


def _title_in_italics(rest: str, italics: Sequence[str]) -> int:
    """Give where the title at the start of ``rest`` ends that is emphasised; 0 where it is not."""
    bare = rest.lstrip(" .,;:")
    for words in italics:
        if bare.startswith(words) and _BEHIND_TITLE.match(bare, len(words)):
            return len(rest) - len(bare) + len(words)
    return 0


def _named(plain: str, fields: dict[str, str], italics: Sequence[str] = ()) -> str:
    """Take author, date and title; give what follows the title."""
    first = _YEAR_FIRST.match(plain)
    if first:
        fields["date"], plain = first[1], plain[first.end() :]
    same = _SAME_AUTHOR.match(plain)
    start, comma = (same.end(), False) if same else _authors_before(plain, fields, italics)
    rest = _FIRST_PRINTED.sub("", plain[start:])
    when = dates.AFTER_NAMES.match(rest) if start or fields.get("author") else None
    if when and "date" not in fields:
        fields["date"] = (when["round"] or when["bare"] or when["square"]).strip(_TRIM)
        rest = rest[when.end() :]
        comma = when[0].rstrip().endswith(",")
    quoted = _quoted(rest, fields, known=bool(start))
    if quoted:
        return _after_quote(rest, quoted, fields)
    if not start:
        behind = _authors_behind(rest, fields)
        if behind:
            return behind
    if start and _UNTITLED.match(dates.without_access(rest)):
        dates.add_date(rest, fields)
        return rest
    return _unquoted(rest, fields, comma=comma, stop=_title_in_italics(rest, italics))


def _authors_before(plain: str, fields: dict[str, str], italics: Sequence[str]) -> tuple[int, bool]:
    """Take the authors, who cannot stand in emphasised words that come later: “Ida Marlow, *Granite Harbours* (…)”."""
    at = min((at for words in italics if (at := plain.find(words)) > 0), default=-1)
    if at > 0:
        start, comma = _authors(plain[:at], fields)
        if start:
            return start, comma
    return _authors(plain, fields)


def _after_quote(rest: str, quoted: re.Match[str], fields: dict[str, str]) -> str:
    fields["title"] = _trimmed(next(group for group in quoted.groups() if group))
    after = rest[quoted.end() :].lstrip(" .,")
    if "date" in fields:
        dates.add_day(after, fields)
    else:
        dates.add_date(after, fields)
        dates.add_date(rest[: quoted.start()], fields)
    return after


def _unquoted(rest: str, fields: dict[str, str], *, comma: bool, stop: int = 0) -> str:
    stop = stop or title_end(rest, comma=comma)
    title = rest[:stop].strip(_OPEN)
    if len(title) >= 3 and not dates.DATE.fullmatch(title):
        fields["title"] = title
    after = rest[stop:].lstrip(" .,")
    if "date" in fields:
        dates.add_day(after, fields)
    else:
        dates.add_date(after, fields)
        dates.add_date(rest, fields)
    return after


def _authors(plain: str, fields: dict[str, str]) -> tuple[int, bool]:
    """Take who wrote it; give where the rest begins, and whether a comma stood before it."""
    early = _early_date(plain)
    found = names.leading_names(plain)
    if early and (found is None or found.after < early.start() - 2):
        who = plain[: early.start()].strip(" ,.:;")
        if _is_author(
            who,
            strict=not early["round"] or found is not None,
            alone=bool(early["round"]) or plain[early.start() - 1 : early.start() + 1].startswith("."),
        ):
            _add_author(who, fields)
            return early.start(), False
    if found:
        short = _ACRONYM.match(plain, found.end)
        if short:
            _add_author(plain[: short.end("short")], fields)
            return short.end(), False
        _add_author(plain[: found.end], fields)
        return found.after, found.stop in (",", ".,")
    part = _FIRST_PART.match(plain)
    if part and (names.is_body(part["who"]) or names.is_one_name(part["who"])):
        _add_author(part["who"], fields)
        return part.end(), False
    return 0, False


def _authors_behind(plain: str, fields: dict[str, str]) -> str:
    """Take title, authors and year of an entry that begins with its title, without any stop; give what follows, or nothing."""
    match = _TITLE_FIRST.search(plain, 12)
    found = names.leading_names(plain[match.end() :]) if match else None
    if match is None or found is None:
        return ""
    rest = plain[match.end() + found.end :]
    when = re.match(r"[,.]?\s\(?((?:19|20)\d\d)\)?[.,]?\s", rest)
    if when is None:
        return ""
    fields["title"], fields["date"] = plain[: match.start()].strip(_OPEN), when[1]
    _add_author(plain[match.end() :][: found.end], fields)
    return rest[when.end() :]


def _early_date(plain: str) -> re.Match[str] | None:
    """Find the first date that stands as one behind names: in brackets, or between stops."""
    at = 2
    for _ in range(8):
        space = plain.find(" ", at, 640)
        if space < 0:
            return None
        match = dates.AFTER_NAMES.match(plain, space)
        if match and (match["round"] or plain[space - 1] in ".,:" or match["bare"]):
            return match
        at = space + 1
    return None


def _is_author(words: str, *, strict: bool, alone: bool) -> bool:
    """Tell whether the words before an early year are names, not a title that ends with a year."""
    if not words or any(c in words for c in '“”"«»„') or len(words) > 400:
        return False
    if names.is_names(words) or names.is_one_name(words) or ((alone or words.isupper()) and names.is_body(words)):
        return True
    if _SENTENCE.search(words):
        return False
    if (
        alone
        and len(words.split()) <= 14
        and (not strict or names.leading_names(words) is None)
        and not re.search(r"[a-z]\. |:", words)
        and _PROPER.fullmatch(words)
    ):
        return True
    return not strict and len(words.split()) <= 12 and not re.search(r"[.?!]\s+[A-Z][a-z]+\s[a-z]", words)


def _add_author(words: str, fields: dict[str, str]) -> None:
    if not names.EDITED.search(words):  # editors are not the authors
        fields["author"] = words.strip(" ,:;([–—")


_WORDS_OF_A_TITLE = 4  # “Two plays on grief. “The Tide” and “The Quay”” is one title with two in it
_OF_NAMES = later(r"\bet al\b\.?|\([^()]*\)?|\b(?:[Ii]nterview|[Rr]eview|[Ll]etter|[Ss]peech|[Ll]ecture) (?:by|to|with|at) .*")


def _quoted(rest: str, fields: dict[str, str], *, known: bool) -> re.Match[str] | None:
    """Find the quoted title: right at the start, or behind names that no style above knows; not words quoted within a title."""
    match = None if _MARKS.isdisjoint(rest) else _QUOTED.search(rest)
    if match is None:
        return None
    before = rest[: match.start()].strip(_TRIM)
    if not before:
        return None if _GOES_ON.match(rest, match.end()) else match
    if _SENTENCE.search(f" {before}") or len(before) > 200 or len(match[0]) < 12:
        return None
    if known:
        few = len(_OF_NAMES.sub(" ", before).split()) < _WORDS_OF_A_TITLE and len(before) < 60
        return match if few and len(match[0]) > 20 and rest[match.start() - 2] in ".,:;" else None
    if re.search(r"[^\W\d_]{2}", before) and "author" not in fields:
        _add_author(before, fields)
    return match
