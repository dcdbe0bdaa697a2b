"""Domains that pass themselves off as a known outlet's: letters that look alike, one letter off, its name under another suffix.

Only the outlets of ``[imitated]`` in ``rules/domains.toml`` are compared with; a domain on any list is itself, never a copy.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache

from auditor.compiled import table
from auditor.domains.hosts import host_of, registered_domain
from auditor.domains.listed import caution, listing
from auditor.model.made import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

_SHORT = 8  # letters below which one letter off is another word: "time" and "tide", "haaretz" and a family's name
_LONG_ENOUGH = 5  # letters below which digits for letters are a name of their own
_WORDS = frozenset(
    "news newsroom breaking live today daily report reports update updates exclusive trending politics usa america world".split()
)
# Suffixes that cost little and that no edition of an outlet of another country bears.
_CHEAP = frozenset(
    "ltd website site top xyz icu life fun pw click link space club vip buzz lol tours cfd sbs cyou beauty ink fyi agency".split()
)
# Letters of other scripts that are drawn as a Latin one is; marks above and below letters are taken off before.
_DRAWN_ALIKE = {
    "a": "аαɑ", "b": "Ьв", "c": "сϲ", "d": "ԁ", "e": "еєҽε", "g": "ɡց", "h": "һհ", "i": "іıɩι", "j": "јϳ", "k": "кκ", "l": "ӏǀ",
    "m": "м", "n": "ոηп", "o": "оοօσ", "p": "рρ", "q": "ԛ", "r": "гᴦ", "s": "ѕ", "t": "тτ", "u": "սυ", "v": "ѵν", "w": "ԝѡω",
    "x": "хχ", "y": "уүγ", "z": "ᴢ",
}  # fmt: skip
_LATIN = str.maketrans({letter: latin for latin, letters in _DRAWN_ALIKE.items() for letter in letters})
# Signs of ASCII that are taken for letters at a glance.
_AT_A_GLANCE = (("rn", "m"), ("vv", "w"), ("0", "o"), ("1", "l"), ("5", "s"))


class Lookalike(NamedTuple):
    """The outlet's domain that another resembles, and how: words that go on from the other's name."""

    outlet: str
    how: str


def lookalike(target: str) -> Lookalike | None:
    """Give the known outlet whose address a URL or host could be taken for, None where there is none."""
    host = host_of(target)
    return _judged(host) if host else None


@lru_cache(maxsize=8192)
def _judged(host: str) -> Lookalike | None:
    domain = registered_domain(host) or host
    if "." not in domain or listing(host) is not None or caution(host) is not None or "proxy" in host:
        return None
    return _before_another(host) or _look(domain) or _one_off(domain) or _bare_name(domain)


@cache
def _known() -> Mapping[str, str]:
    """The imitated domains by their names, the part before the suffix."""
    return {_name(domain): domain for domain in reversed(table("domains")["imitated"]["domains"].split())}


def _name(domain: str) -> str:
    registered = registered_domain(domain)
    return "abcnews" if domain == "abcnews.go.com" else registered.partition(".")[0]


@cache
def _names() -> Mapping[str, str]:
    """The imitated domains by those of their names that nobody else has by chance."""
    words = frozenset(table("domains")["imitated"].get("words", "").split())
    return {name: domain for name, domain in _known().items() if name not in words}


@cache
def _by_length() -> Mapping[int, tuple[str, ...]]:
    names = sorted(name for name in _names() if len(name) >= _SHORT)
    return {length: tuple(n for n in names if len(n) == length) for length in {len(name) for name in names}}


def _before_another(host: str) -> Lookalike | None:
    """Tell a whole known domain with more behind it, as in ``abcnews.com.co``."""
    labels = host.split(".")
    for i in range(2, len(labels)):
        front = ".".join(labels[:i])
        if front in table("domains")["imitated"]["domains"].split():
            return Lookalike(front, f"begins with {front} but ends in .{'.'.join(labels[i:])}")
    return None


def _look(domain: str) -> Lookalike | None:
    """Tell letters of other scripts, and signs, that look like an outlet's letters."""
    name = domain.partition(".")[0]
    foreign = name.startswith("xn--") or not name.isascii()
    if name.startswith("xn--"):
        try:
            name = name.encode().decode("idna")
        except UnicodeError:
            return None
    if foreign:
        plain = _latin(name)
        if plain in _known() and plain != name:
            return Lookalike(_known()[plain], "is spelt with letters of another alphabet or with marks")
        return None
    plain = name
    for sign, letter in _AT_A_GLANCE:
        plain = plain.replace(sign, letter)
    if plain != name and len(plain) >= _LONG_ENOUGH and plain in _known():
        return Lookalike(_known()[plain], "has signs that are taken for letters")
    return None


def _latin(name: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return bare.translate(_LATIN)


def _one_off(domain: str) -> Lookalike | None:
    """Tell a name that is an outlet's but for one letter too many, too few or wrong, or for two that changed places."""
    name = domain.partition(".")[0]
    if len(name) < _SHORT - 1 or name in _known():
        return None
    for length in (len(name) - 1, len(name), len(name) + 1):
        for known in _by_length().get(length, ()):
            if _is_one_off(name, known):
                return Lookalike(_known()[known], f"is one letter off {known}")
    return None


def _is_one_off(name: str, known: str) -> bool:
    """Whether two names differ by one slip; the first letter must agree, and a plural or a hyphen is no slip."""
    if name[0] != known[0]:
        return False
    start = 0
    while start < min(len(name), len(known)) and name[start] == known[start]:
        start += 1
    rest, other = name[start:], known[start:]
    if rest[1:] == other[1:]:  # another letter
        return bool(rest) and bool(other) and rest[0].isalpha() and other[0].isalpha()
    if rest[1:] == other:  # a letter too many
        return rest[0] != "-" and not (rest[0] in "s0123456789" and not other)
    if rest == other[1:]:  # a letter too few
        return not (other[0] == "s" and not rest)
    return rest[:2] == other[1::-1] and rest[2:] == other[2:]


def _bare_name(domain: str) -> Lookalike | None:
    """Tell an outlet's name under a cheap suffix, or with a word of the trade beside it: ``bbc-news.example``."""
    name, _, suffix = domain.partition(".")
    if suffix in _CHEAP and name in _names():
        return Lookalike(_names()[name], f"is the name of {_names()[name]} under .{suffix}")
    first, hyphen, last = name.partition("-")
    if not hyphen or "-" in last:
        return None
    for name, word in ((first, last), (last, first)):
        if word in _WORDS and name in _names():
            return Lookalike(_names()[name], f"puts “{word}” beside the name of {_names()[name]}")
    return None
