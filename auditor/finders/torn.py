"""Words torn apart, and words pushed together without a space that no name or compound explains."""

from __future__ import annotations

from auditor.english import common, knows
from auditor.lexicon import lazy

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from auditor.lexicon import Lazy

_PARTS = (  # how words end or begin that lost a ligature or were parted by syllables; no words themselves
    "tions?|sions?|ments?|ly|ing|ness|ity|ities|ance|ence|tive|tional|ational|tures?|ious|cient|cial|tial|ture|mittees?"
)
_NO_BREAK = "\u00a0".encode()  # white space for a pattern, and none for `bytes.split`
_HEADS = "inter|com|con|dis|re|pre|ex|ac|ap|im|un|em|sup|sur|trans|dif|ef|suf|gov|econ"
_INSIDE = lazy(r"[.:'’@_/-][A-Za-z0-9]")  # what follows a part of an address: “theNational.ae”
_HYPHEN = lazy(r"\b(?P<it>[A-Za-z][a-z]+-[ \n][a-z]{2,})(?:[\s.,;:!?)”\"]|$)", ignore_case=False)
_PAIR = lazy(
    rf"(?:^|[\s(“\"])(?P<it>[a-z]*(?:ff|fi|fl) [a-z]{{2,}}|[a-z]{{2,}} (?:{_PARTS})|(?:{_HEADS}) [a-z]{{3,}})(?:[\s.,;:!?)”\"]|$)",
    ignore_case=False,
)
_SMALL = lazy(  # words so common that both halves of them need no dictionary
    r"(?:^|\s)(?P<it>a nd|t he|th e|o f|t hat|th at|w ith|wit h|f rom|fro m|wh ich|whi ch|th is|t his|h ave|hav e|th ey"
    r"|wou ld|w ould|sh ould|co uld|cou ld|peop le|w as)\s",
    ignore_case=False,
)
_INITIAL = lazy(r"(?:(?m:^)|[.!?][\"”’]? )(?P<it>[A-Z] [a-z]{1,8}) ", ignore_case=False)
_LETTERS = lazy(r"(?:(?m:^)|\s)(?P<it>[A-Za-z](?: [a-z]){3,})(?:[\s.,;:!?]|$)", ignore_case=False)
_SUSPENDED = frozenset(b"and or to nor but than as versus through und oder bis sowie et ou".split())
_OPENERS = frozenset(
    b"the this that these those there they their then when what where while with will who for from his her he she we was were"
    b" has have had not but you your our one two new now how why it in if is to so no by my do on or of and after all also"
    b" although according".split()
)
_CUE = lazy(
    rf"[a-z]-[ \n][a-z]{{2}}|f[fil] [a-z]{{2}}|[a-z] (?:{_PARTS})[\s.,;:!?)]|\s(?:{_HEADS}) [a-z]{{3}}"
    r"|(?:(?m:^)|[.!?][\"”’]? )(?:[B-HJ-Z] [a-z]|A (?:nd|fter|ll|lso|lth|cco)|I [tnf] )"
    r"|\s(?:[atofwh] [a-z]|t[h] e|th |whi? |fro |hav |wit |would|wou ld|sh ou|co ul|cou l|peop l)|\s[a-z] [a-z] [a-z] ",
    ignore_case=False,
)

# --- pushed together ----------------------------------------------------------------------------------------------
_SECTIONS = (
    "Home|News|Sports?|Opinion|Business|Politics|World|Culture|Lifestyle|Travel|Tech|Technology|Entertainment|Health|Science|Weather"
    "|Videos?|Contact|About|Login|Search|Menu|Jobs|Share|Tweet|Facebook|Twitter|Email|Print|WhatsApp|LinkedIn|Reddit|Pinterest"
    "|Subscribe|Arts|Music|Books|Comments?|Local|National|Education|Environment|Money|Food|Style|Photos|Topics|Archive|Events"
    "|Shop|Blog"
)
_TEASERS = (
    "Read [Mm]ore|Continue [Rr]eading|Learn [Mm]ore|Click [Hh]ere|Share [Tt]his|Sign [Uu]p|Advertisement|ADVERTISEMENT|Read [Nn]ext"
)
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_PROPER = (
    "United|European|White|National|British|American|French|German|Chinese|Russian|President|Prime|Supreme|Congress|Senate"
    "|University"
)
_STARTS = "The|They|There|These|Those|However|According|Although|Meanwhile"
_AFTER_QUOTE = "the|and|he|she|it|in|of|to|for|with|but|they|we|on|at|by|from|said|says|was|were|is|that|who|as|because|which"
_NEXT = "The|They|There|This|That|He|She|It|But|And|In|We|However|When"  # begins the sentence after a quotation
QUOTED = lazy(rf"\b(?P<it>[a-z]{{2,}},?[\"”](?:{_AFTER_QUOTE}))(?:\s|$)", ignore_case=False)  # a slip where it stands alone
_PUSHED = tuple(
    lazy(pattern, ignore_case=False)
    for pattern in (
        rf"\b(?P<it>(?:{_SECTIONS}){{3,}})\b",
        rf"\b(?P<it>(?:{_TEASERS})[A-Z][a-z]+) [a-z]",
        rf"(?:^|[\s(])(?P<it>[A-Z]?[a-z]{{3,}}(?:{_STARTS})) [a-z]",
        rf"\b(?P<it>[0-9]{{1,4}}(?:am|pm)?(?:{_STARTS}|But|He|She)) [a-z]",
        r"(?:^|\s)(?P<it>(?:from|since|until|in|by)(?:1[89]|20)[0-9]{2})(?:[\s,.;]|$)",
        r"\s(?P<it>[0-9,]*[0-9]{3}(?:people|years|workers|homes|children|women|members|students|jobs))(?:[\s,.;]|$)",
        r"\b(?P<it>(?:Facebook|Twitter|WhatsApp|LinkedIn|Pinterest|Reddit|Email)Share)\b",
        rf"\b(?P<it>(?:Updated|Published|Posted)(?:{_MONTHS}))\b",
        r"\b(?P<it>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?:the|and|after|that|in|to|when|by|for))\s",
        rf"\b(?P<it>(?:the|of|in|and|at|from|for|with|by)(?:{_PROPER}))\b",
        r"[a-z]{3}(?P<it> (?:['’]s|n['’]t)) [a-z]",
        r"\b(?P<it>mid- (?:[0-9]|January|week))",
        r"\s(?P<it>[$£€][0-9]+[.] [0-9]+ (?:million|billion))\b",
        r"(?:^|\s)(?P<it>(?:19|20)[0-9]{2}[A-Z][a-z]{3,})(?:[\s,.;]|$)",
        rf"\b(?P<it>[a-z]{{2,}}[.!?][\"”](?:{_NEXT}))(?:\s|$)",
        r"\b(?P<it>[a-z]{3,},?“[A-Za-z][a-z]+)",
        r"[a-z]{2}(?P<it> ,[a-z]{2,})(?:\s|$)",
        rf"[a-z]{{2}}(?P<it> [.!?](?:{_STARTS}|This|But|He|She|It|In)) [a-z]",
        r"[\s\"“](?P<it>[a-z]{4,}[\"”]?\([a-z]{2,}) [a-z][^()\n]{1,80}\)",
    )
)
_PUSHED_CUE = lazy(
    rf"(?:{_SECTIONS}){{3}}|(?:{_TEASERS})[A-Z]|[a-z](?:{_STARTS}) |\s(?:19|20)[0-9]{{2}}[A-Z][a-z]"
    rf"|[0-9][apm]{{0,2}}(?:{_STARTS}|But|He|She) |(?:from|since|until|in|by)(?:1[89]|20)[0-9]|[0-9][pywhcmsj][eoriht][aoumr]"
    rf"|[a-z]Share\b|ed(?:{_MONTHS})|day(?:the|and|after|that|in|to|when|by|for)\s|\b(?:the|of|in|and|at|from|for|with|by)(?:{_PROPER})"
    r"|[a-z] (?:['’]s|n['’]t) |\bmid- |[$£€][0-9]+[.] [0-9]|[a-z][.,!?]?[\"”][A-Za-z]|[a-z],?“[A-Za-z]"
    r"|[a-z] [,.!?][A-Za-z]|[a-z]{4}[\"”]?\([a-z]{2,} ",
    ignore_case=False,
)


def find_pushed(data: bytes) -> Iterator[tuple[int, int]]:
    """Yield where words, quotations and brackets of English stand side by side without the space between them."""
    if _PUSHED_CUE.find(data)[0] >= 0:
        last = 0  # two patterns may see one place
        for start, end in sorted(found.span(1) for regex in _PUSHED for found in regex.finditer(data)):
            if start >= last and b"\n" not in data[start:end] and not _INSIDE.begins(data, end, min(end + 8, len(data))):
                yield start, end
                last = end


def find_torn(data: bytes) -> Iterator[tuple[int, int]]:
    """Yield where one word of English stands as two: “environmental- ly”, “effi cient”, “T he”, “h a r b o u r”.

    What is left of the word, or what is right of the gap, is no word that is in use; both together are one.
    """
    if _CUE.find(data)[0] < 0:
        return
    for regex, is_one in _TORN:
        for found in regex.finditer(data):
            if (b"\n" not in found[1] or regex is _HYPHEN) and is_one(found[1].lower().replace(_NO_BREAK, b" ")):
                yield found.span(1)


def _is_hyphenated(text: bytes) -> bool:
    first, last = text.replace(b"-", b"").split()
    if last in _SUSPENDED or (common(first) and common(last)) or (b"\n" in text and knows(last)):
        return False  # “sub-⏎category” may have its hyphen by right
    return len(first + last) > 4 and knows(first + last)


def _is_pair(text: bytes) -> bool:
    first, last = text.split()
    return (
        common(first + last)
        and not (common(first) and common(last))
        and (not knows(first) or not knows(last) or first == b"inter" or last == b"ing")
    )


def _is_initial(text: bytes) -> bool:
    letter, last = text.split()
    if letter in b"ai" and len(last) == 1 and text not in (b"i t", b"i n", b"i f"):
        return False
    return letter + last in _OPENERS


def _is_spaced(text: bytes) -> bool:
    word = b"".join(text.split())
    return knows(word) or knows(word.replace(b"our", b"or"))


_TORN: tuple[tuple[Lazy, Callable[[bytes], bool]], ...] = (
    (_HYPHEN, _is_hyphenated),
    (_PAIR, _is_pair),
    (_SMALL, lambda _: True),
    (_INITIAL, _is_initial),
    (_LETTERS, _is_spaced),
)
