"""Citation markers of the running text: bracketed and raised numbers, footnote marks, author and year."""

from __future__ import annotations

import re
from bisect import bisect_right

from auditor.lexicon import later, lazy
from auditor.model import Block, Link, Mark, Marker, Span
from auditor.text.authors import author_key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_NUMBER = r"\d{1,3}"
_NUMERIC = later(
    rf"""\[\ ?(?P<keys>{_NUMBER}(?:\ ?(?:[,;-]|–|—|‑|,\ ?and\ |\ and\ |&)\ ?{_NUMBER}){{0,40}})
    (?:[,:]\ ?(?:pp?\.?|at|chap\.|ch\.|§|sec\.|fig\.)\ ?[\w–—-]{{1,12}})?\ ?\]""".encode(),
    re.VERBOSE,
)
_NOTE = later(rb"\[\^([A-Za-z0-9][\w.:-]{0,39})\](?![:*+?{(])")
_RAISED = later("[¹²³⁰⁴-⁹](?:[¹²³⁰⁴-⁹⁻,˒–-]{0,12}[¹²³⁰⁴-⁹])?")
_RAISED_CUE = lazy("[¹²³⁰⁴-⁹]", ignore_case=False)
FLAT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻˒", "0123456789-,")
_RANGE = later(r"(\d+)(?:\s*[–—-]\s*(\d+))?")
_LINK_NUMBER = later(rb"(?:\[\^?|\^)?(\d{1,3})(?:\]|\^)?")
_CODE_WORD = later(
    rb"""(?!(?:[A-Z]\.)+[A-Z]?$|(?:e\.g|i\.e|[ap]\.m|a\.k\.a|w\.r\.t)$|[A-Z][A-Za-z]+\.(?:js|ai|io|com|org|net|NET)$)(?:[\w.$]*[\w$][._][A-Za-z_$]\w*|[a-z]+[A-Z]\w*|[A-Za-z_$]|\w*_\w*|[A-Za-z]+\d|arg[vs]?|argv|arr|params|idx|vec)$""",
    re.VERBOSE,
)
_PATHS = (b"/", b"./", b"../", b"~/")  # /dev/sd[123]
_DECLARED = later(
    rb"(?:^|\n|[{;])[ \t]*(?:(?:unsigned|const|static|struct) +)*(?:char|int|long|short|float|double|void|\w+_t)[ \t*]+\w+$"
)
_CALL = later(rb"\([^\s()]*\)|\(\w+(?:, ?\w+)*\)")
_BEFORE_CODE = b"$_=\\{<`@#/&~"
_AFTER_CODE = b"[({=_$`"
_YEAR_BEFORE = later(r"(?<![\d.,])(?:1[5-9]|20)\d\d$")
_UNITS = frozenset("miles feet inches metres meters yards acres pixels".split())
_AT_PAGE = later(rb":\d{1,4}(?:(?:-|\xe2\x80\x93)\d{1,4})?(?![\w:])")
_MOST_IN_RANGE = 60

_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶĹĻĽŁŃŅŇŌŐŒŘŚŞŠŤŪŮŰŲŹŻŽȘȚА-ЯЁІЇЄ"
_NAME = (
    r"(?:(?:van|von|de|der|den|del|della|di|da|la|le|el|al|bin|ter|ten|dos|du)[ -]){0,3}(?:O['’]|Mc|Mac|D['’]|al-"
    rf"|Al-)?(?:[{_UPPER}][\w'’-]+|U\.S\.|U\.K\.|U\.N\.)"
)
_YEAR = r"(?:(?:1[6-9]|20)\d\d[a-z]?|n\.d\.|in press|forthcoming)"
_CITED = (
    rf"(?:{_NAME}(?: {_NAME}){{0,3}}(?:,? (?:et al\.?|and colleagues|u\. ?a\.|и др\.)"
    rf"|(?:,? {_NAME}){{0,5}},? (?:and|&|et|und|y|e|en|og|och|и|u\.) {_NAME}(?: {_NAME}){{0,2}})?)"
)
_LATER_YEARS = rf"(?:(?:, ?| and | & )(?:{_YEAR}|[a-h]\b)){{0,5}}"
_PLACE = r"(?:[,:] ?(?:(?:pp?|chap|ch|[Ss]|с|[Kk]ap|cap|Rn|f?n)\. ?|chapter ?|§§? ?)?[\d–-]{1,12}(?: ?ff?\.?)?)?"
_ONE = rf"(?P<who>{_CITED})(?:,(?: [A-Z]\.){{1,3}})?(?: \[[A-Z]{{2,8}}\])?[,;]? \(?(?P<when>{_YEAR}{_LATER_YEARS})\)?{_PLACE}"
_GROUP_CUE = later(rb"(?:1[6-9]|20)\d\d[a-z]?(?:[,:][^()\n]{0,20})?[)\]]")
_GROUP_FAST = lazy(r"(?:1[6-9]|20)[0-9]{2}[a-z]?(?:[,:][^()\n]{0,20})?[)\]]", ignore_case=False)  # where the other may match
_ITEM = later(
    r"(?:(?:vgl\.|siehe|s\.|so|nach|zit\. nach|voir|cf\.|cfr\.|ver|véase|vedi|zie|см\.) )?"
    r"(?:(?:but |and )?(?:see(?:,? also|,? for example,?|,? e\.g\.,?)?|e\.g\.,?|cf\.|also|for example,?"
    rf"|(?:as )?(?:cited|quoted|discussed) in|in) )?{_ONE}"
)
_PAIR = later(rf"{_NAME} (?:and|et|und|y|e) {_NAME}")  # “(Marlow and Tarrant 1993)”: a work, where an entry agrees
_ANOTHER = later(rf"(?<=\d\d)[a-z]?, (?={_NAME})")  # “Marlow 1902, Tarrant 1958”
_CAPITALS = later(rf"[{_UPPER}]{{2,}}(?:[ '’-][{_UPPER}]{{2,}})*(?:, [{_UPPER}]\.)?")  # “(MARLOW; TARRANT, 2020)”
_YEARS = later(r"((?:1[6-9]|20)\d\d)?([a-h]?)(?![\w])|(n\.d\.|in press|forthcoming)")
_NARRATIVE = later(rf"(?P<who>{_CITED})(?:['’]s)? [(\[](?P<when>{_YEAR}{_LATER_YEARS}){_PLACE}[)\]]$")
_PERHAPS_NARRATIVE = later(  # where the other may match, forty times faster
    rf"(?:[{_UPPER}][\w'’-]+|U\.[SKN]\.|et al\.?|u\. ?a\.|и др\.|colleagues)(?:['’]s)? [(\[][^()\[\]]*[)\]]$"
)


def find_markers(  # noqa: PLR0917 — the parts of a document, as everywhere in the text layer
    data: bytes,
    blocks: Sequence[Block],
    links: Sequence[Link],
    marks: Sequence[Mark],
    skip: Sequence[Span],
    notes: frozenset[str] = frozenset(),
) -> tuple[Marker, ...]:
    """Give the markers outside of code, maths, what is hidden, headings' numbers and the spans to ``skip``, in order.

    ``notes`` are the labels of the footnotes that are defined.
    """
    found: list[Marker] = []
    bracket = b"[" in data
    if links:
        found += _linked(data, links)
    if bracket:
        taken = [Span(m.start, m.end) for m in found]
        found += _numeric(data, blocks, taken)
        if b"[^" in data:
            found += _notes(data, blocks, notes)
    found += _raised(data, marks)
    if b")" in data or bracket:
        found += _author_year(data)
    if not found:
        return ()
    apart = [Span(m.start, m.end) for m in marks if m.kind in ("code", "math", "hidden")]
    return tuple(outside(sorted(found), sorted([*skip, *apart])))


def outside(markers: list[Marker], spans: list[Span]) -> Iterator[Marker]:
    """Give the markers that lie in none of the spans and do not overlap one before; both are in order."""
    i, last = 0, -1
    reach = -1  # spans may nest: the furthest end so far
    for marker in markers:
        while i < len(spans) and spans[i].start <= marker.start:
            reach = max(reach, spans[i].end)
            i += 1
        if marker.start >= reach and marker.start >= last:
            last = marker.end
            yield marker


def keys_of(words: str) -> tuple[str, ...]:
    """Give the numbers that ``1, 3–5`` names, ranges filled; nothing where one is zero or a range runs down."""
    keys: list[str] = []
    for match in _RANGE.finditer(words):
        low, high = int(match[1]), int(match[2] or match[1])
        if low == 0 or high < low or high - low > _MOST_IN_RANGE:
            return ()
        keys += [str(n) for n in range(low, high + 1)]
    return tuple(dict.fromkeys(keys))


# --- bracketed ------------------------------------------------------------------------------------------------


def _numeric(data: bytes, blocks: Sequence[Block], taken: Sequence[Span]) -> Iterator[Marker]:
    starts = [b.start for b in blocks]
    known: dict[bytes, tuple[str, ...]] = {}
    t = 0
    last_end = refused = -1
    for match in _NUMERIC.finditer(data):
        start, end = match.span()
        while t < len(taken) and taken[t].end <= start:
            t += 1
        if t < len(taken) and taken[t].start < end:
            continue
        words = match["keys"]
        keys = known.get(words)
        if keys is None:
            keys = known[words] = keys_of(words.decode("utf-8", "replace"))
        free = start == last_end or (start != refused and _stands_free(data, start))
        if not keys or not free or _goes_on_as_code(data, end):
            refused = end  # what adjoins it is code as well: grid[2][3]
            continue
        target = ""
        if data[end : end + 5] in (b"(http", b"(www."):
            close = data.find(b")", end, end + 2000)
            if close > 0:
                target, end = data[end + 1 : close].decode("utf-8", "replace"), close + 1
        block = max(bisect_right(starts, start) - 1, 0)
        if starts and start == starts[block] and data[end : end + 1] not in (b"[", b"") and blocks[block].kind != "cell":
            continue  # a line that opens with a number is an entry or an item, not a citation
        if b"-" in words and starts and blocks[block].kind == "heading" and data[start - 1 : start].isalnum():
            continue  # what the section is on is called so: “port[1-4]”
        last_end = end
        yield Marker(start, end, "numeric", keys, target=target)


def _stands_free(data: bytes, start: int) -> bool:
    """Tell whether what stands right before a bracket is prose: ``argv[1]`` and ``[words][1]`` are not."""
    if start == 0:
        return True
    before = data[start - 1]
    if before in b" \t\n\r" or before >= 0x80:
        return True
    if before in _BEFORE_CODE or (before == 0x5D and not _ends_a_marker(data, start)):
        return False
    if before == 0x29:
        opener = data.rfind(b"(", max(0, start - 40), start)
        return opener < 0 or not (_CALL.fullmatch(data, opener, start) and data[max(0, opener - 1) : opener].isalpha())
    if not chr(before).isalnum():
        return True
    word = data[max(0, start - 40) : start].split()[-1].lstrip(b"(\"'*")
    return not (
        _CODE_WORD.match(word) or word.startswith(_PATHS) or b"->" in word or _DECLARED.search(data, max(0, start - 80), start)
    )


def _ends_a_marker(data: bytes, at: int) -> bool:
    """Tell whether the bracket that closes right before ``at`` is a number, as in ``[1][2]``, or closes quoted words."""
    opener = data.rfind(b"[", max(0, at - 60), at - 1)
    inside = data[opener + 1 : at - 1] if opener >= 0 else b"x"
    return bool(re.fullmatch(r"\^?[\d ,;–—-]+\^?".encode(), inside)) or inside in (b"sic", b"\xe2\x80\xa6", b"...")


def _goes_on_as_code(data: bytes, end: int) -> bool:
    after = data[end : end + 1]
    if not after:
        return False
    if after == b"[":
        return not data[end + 1 : end + 2].isdigit() and data[end + 1 : end + 2] not in (b"^", b" ")
    if after == b"(":
        return data[end + 1 : end + 5] not in (b"http", b"www.") and data[end + 1 : end + 2] in b")'\"#./"
    if after == b":":
        return data[end + 1 : end + 2] not in (b" ", b"\n", b"") and not _AT_PAGE.match(data, end)  # “[2]:31–33” names pages
    if after == b".":
        return data[end + 1 : end + 2].islower()
    return after in _AFTER_CODE or after.islower() or data[end : end + 3] in (b" = ", b" +=", b" ==")


def _notes(data: bytes, blocks: Sequence[Block], defined: frozenset[str]) -> Iterator[Marker]:
    starts = [b.start for b in blocks]
    for match in _NOTE.finditer(data):
        start, end = match.span()
        label = match[1].decode("utf-8", "replace")
        if label in defined:
            yield Marker(start, end, "footnote", (label,))
            continue
        if data[end : end + 1] == b":" or (re.fullmatch(r"(?:[a-z0-9]-[a-z0-9])+|\\?\w", label) and not label.isdigit()):
            continue
        if start and data[start - 1] in b"([{/\\'|":
            continue
        if starts and start == starts[max(bisect_right(starts, start) - 1, 0)] and data[end : end + 1] not in (b"[", b" ", b""):
            continue
        yield Marker(start, end, "footnote", (label,))


def _linked(data: bytes, links: Sequence[Link]) -> Iterator[Marker]:
    """Links whose words are a number: ``[1](https://…)``, ``[[1]](…)``, ``[1]`` with a definition, ``[1][2]`` parsed as a link."""
    for link in links:
        if link.end - link.start > 7 or link.kind in ("image", "autolink", "bare"):
            continue
        match = _LINK_NUMBER.fullmatch(data, link.start, link.end)
        if not match or match[1].startswith(b"0"):
            continue
        if data[link.start - 1 : link.start].isdigit() and not link.target.startswith("#"):
            continue  # the end of a number; a raised note after one leads to its entry
        keys = [match[1].decode()]
        if link.kind == "reference" and link.label.isdigit() and link.label != keys[0]:
            keys.append(link.label.lstrip("0") or "0")
        yield Marker(link.start, link.end, "numeric", tuple(keys), target=link.target)


# --- raised ---------------------------------------------------------------------------------------------------


def _raised(data: bytes, marks: Sequence[Mark]) -> Iterator[Marker]:
    for mark in marks:
        if mark.kind == "superscript" and mark.end - mark.start <= 24:
            words = data[mark.start : mark.end].decode("utf-8", "replace").strip().strip("[]()^")
            if words and not words.strip("0123456789,;–—- ") and _cites(data, mark.start):
                keys = keys_of(words)
                if keys:
                    yield Marker(mark.start, mark.end, "numeric", keys, superscript=True)
    first = -1 if data.isascii() else _RAISED_CUE.find(data)[0]
    if first < 0:
        return
    at, size = 0, first
    text = data[size:].decode("utf-8", "replace")
    for match in _RAISED.finditer(text):
        size += len(text[at : match.start()].encode())
        at = match.start()
        keys = keys_of(match[0].translate(FLAT))
        if keys and len(keys[-1]) <= 3 and _cites(data, size):
            yield Marker(size, size + len(match[0].encode()), "numeric", keys, superscript=True)


def _cites(data: bytes, start: int) -> bool:
    """Tell whether raised digits follow a word or punctuation, not a number, a unit or the name of a quantity."""
    before = data[max(0, start - 30) : start].decode("utf-8", "replace")
    before = before.removesuffix(" ")
    if not before or before[-1] == "\n":
        return False
    if _YEAR_BEFORE.search(before):
        return True  # no year is raised to a power
    if not before[-1].isalpha():
        return before[-1] in ".,;:!?)]”’\"'»*"
    word = re.split(r"[^\w'’-]", before)[-1]
    return len(word) >= 4 and word.lower() not in _UNITS


# --- author and year ------------------------------------------------------------------------------------------


def _author_year(data: bytes) -> Iterator[Marker]:
    for cue in _group_cues(data):
        round_ = data[cue.end() - 1] == 0x29
        opener = data.rfind(b"(" if round_ else b"[", max(0, cue.start() - 300), cue.start())
        if opener < 0 or (b")" if round_ else b"]") in data[opener : cue.end() - 1]:
            continue
        inside = data[opener + 1 : cue.end() - 1].decode("utf-8", "replace")
        if inside[:1].isdigit():
            yield from _narrative(data, opener, cue.end())
            continue
        keys = _group_keys(inside)
        if keys:
            yield Marker(opener, cue.end(), "author-year", keys)


def _group_cues(data: bytes) -> Iterator[re.Match[bytes]]:
    start, _ = _GROUP_FAST.find(data)
    while start >= 0:
        match = _GROUP_CUE.match(data, start)
        if match:
            yield match
        start, _ = _GROUP_FAST.find(data, match.end() if match else start + 1)


def _group_keys(inside: str) -> tuple[str, ...]:
    """Keys of “Smith & Lee, 2019; Doe, 2021”; nothing where a part is not author and year."""
    keys: list[str] = []
    for part in _together(inside.replace("\n", " ").split(";")):
        for one in _apart_by_commas(part.strip()):
            match = _ITEM.fullmatch(one)
            if not match:
                return ()
            found = _keys(match["who"], match["when"])
            plain = "," not in one and "&" not in one and "et al" not in one and not _PAIR.fullmatch(match["who"])
            if not found or (plain and len(match["who"].split()) > 2):
                return ()
            keys += found
    return tuple(keys)


def _together(parts: list[str]) -> list[str]:
    """Join to a part the names in capitals before it, which Brazilian style parts as it parts works: “MARLOW; TARRANT, 2020”."""
    joined: list[str] = []
    names: list[str] = []
    for part in (one.strip() for one in parts):
        if _CAPITALS.fullmatch(part):
            names.append(part)
        else:
            joined.append(", ".join(names) + " & " + part if names else part)
            names = []
    return joined + names


def _apart_by_commas(part: str) -> list[str]:
    """Part “Marlow 1902, Tarrant 1958” where a comma stands between a year and a name."""
    return _ANOTHER.sub(lambda comma: comma[0].rstrip(", ") + ";", part).split(";")


def _keys(who: str, when: str) -> list[str]:
    """Give a key for each of the years “2020a, b, 2021”."""
    keys, year = [], ""
    for match in _YEARS.finditer(when):
        year = match[1] or year
        if match[0] and (match[3] or year):
            key = author_key(who, match[3] or f"{year}{match[2]}")
            if not key:
                return []
            keys.append(key)
    return keys


def _narrative(data: bytes, opener: int, end: int) -> Iterator[Marker]:
    """“Smith and Lee (2019)”; one name alone may be a film with its year: the caller keeps it where an entry agrees."""
    begin = max(0, opener - 120)
    before = data[begin:end].decode("utf-8", "ignore").replace("\n", " ")
    match = _NARRATIVE.search(before) if _PERHAPS_NARRATIVE.search(before) else None
    keys = _keys(match["who"], match["when"]) if match else []
    if match and keys:
        yield Marker(end - len(before[match.start() :].encode()), end, "author-year", tuple(keys))
