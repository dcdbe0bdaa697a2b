"""Author and year: the keys under which a text cites an entry."""

from __future__ import annotations

from auditor.lexicon import later

_FAMILY = later(r"[\w'’-]+$")
_YEAR = later(rb"\b(?:1[6-9]|20)\d\d[a-z]?\b")
_NAMES = later(r"[^\W\d_][\w'’-]{1,}")
_NOT_NAMES = frozenset(
    """january february march april may june july august september october november december spring summer autumn fall winter
    since until before after around circa early late mid copyright updated published released founded established born died
    act law bill regulation directive treaty convention agreement resolution chapter figure table section version edition
    press verlag publishers publishing olympics olympic games championship cup season election elections""".split()
)
_MOST_YEARS = 4
_NEXT_AUTHOR = later(r",|;| & | (?:and|et|und|y|e|en|og|och|и|u\.) ")
_INITIALS = later(r"(?:[A-Z]\.?-?){1,4}")


def first_family(authors: str) -> str:
    """Give the family name of the first author, in lower case, whatever the style: “Karst, J.”, “Karst JB”, “J. B. Karst”."""
    first = _NEXT_AUTHOR.split(authors, maxsplit=1)[0]
    names = [word for word in first.split() if not _INITIALS.fullmatch(word)]
    return names[-1].casefold() if names else ""


def author_key(who: str, when: str) -> str:
    """Give the key of a citation: the first family name in lower case and the year; empty for months, laws and the like."""
    first = _NEXT_AUTHOR.split(who.strip(), maxsplit=1)[0].strip()
    if not first or any(word.lower().strip(".") in _NOT_NAMES for word in first.split()):
        return ""
    family = _FAMILY.search(first)
    return f"{family[0].lower().removesuffix('’s').removesuffix(chr(39) + 's')} {when}" if family else ""


def entry_keys(entry: bytes) -> frozenset[str]:
    """Give every key that may cite an entry: each name before its first year (or of its first words) with each of its years."""
    found = list(_YEAR.finditer(entry))[:_MOST_YEARS]
    if not found:
        return frozenset()
    years = [match[0].decode() for match in found]
    first = found[0].start()
    head = entry[: min(first, 200)] if first > 3 else entry[:120]
    names = [name.lower() for name in _NAMES.findall(head.decode("utf-8", "ignore")) if name[0].isupper()][:8]
    initials = "".join(name[0] for name in names)
    keys = {f"{name} {year}" for name in (*names, *(initials[:n] for n in range(2, len(initials) + 1))) for year in years}
    return frozenset(keys | {key[:-1] for key in keys if key[-1].isalpha()})
