"""The names at the start of a reference: one name at a time, in any of the orders that citation styles write them in."""

from __future__ import annotations

import re

from auditor import english
from auditor.lexicon import later
from auditor.text.fields.followers import follower_points
from auditor.text.fields.places import CITY, UPPER

_AND = r"(?:and|&|y|et|und|e|ve|en|и)"
_PARTICLE = (
    r"(?:(?:van|von|de|der|den|del|della|di|da|das|dos|do|du|la|le|el|al|bin|ibn|ben|ter|ten|zu|zum|zur|vom|af|av|y|d['’]|l['’]"
    r"|Van|Von|De|Da|Di|Du|Le|La|Del|Der|Des|Dos|St\.?)[ '’]?(?<=[ '’])){0,3}"
)
_IN_WORD = r"[\w'’‐\u0300-\u036f-]"
_WORD = (  # possessive: a word is never taken in part, which keeps hostile texts linear
    rf"(?=[{UPPER}]{_IN_WORD}{{0,24}}?[a-zß-öø-ÿā-žа-я])[{UPPER}]{_IN_WORD}{{0,40}}+"
    rf"|[{UPPER}]{{2,}}(?:[-'’‐][{UPPER}]{{2,}}){{0,6}}+"
)
_SURNAME = rf"{_PARTICLE}(?:O['’]|Mc|Mac|D['’])?(?:{_WORD})(?:[ ](?:d[eu] |de la |van |von )?(?:{_WORD}))?"
_INITIALS = (
    rf"(?:[{UPPER}] )?(?:[{UPPER}][a-z]{{0,2}}\.(?:\s?[-‐–]\s?|[ ]*|(?=,))){{1,4}}"
    rf"(?:(?:de|van|der|von|da)(?=[,. ])|[{UPPER}](?=\s\(?\d{{4}}|,|\sand\s))?"
)
_JUNIOR = r"(?:,? (?:Jr|Sr|II|III|IV|2nd|3rd)\b\.?)?"
_PLAIN_INITIALS = rf"[{UPPER}](?:[ -]?[{UPPER}]){{0,3}}(?![\w’'-])"
_GIVEN = rf"(?:{_WORD})(?: (?:{_WORD})){{0,4}}(?:[ -](?:[{UPPER}]\.){{1,3}}(?![\w'’])|[ -][{UPPER}]\.?(?![\w'’])){{0,3}}"
_ONE_SURNAME = rf"{_PARTICLE}(?:O['’]|Mc|Mac|D['’])?(?:{_WORD})"
_INVERTED = rf"(?:{_SURNAME}, {_GIVEN}(?: (?:de|van|von|der|da|dos|du))?{_JUNIOR})"
_INVERTED_ONE = rf"(?:{_ONE_SURNAME}, {_GIVEN}(?: (?:de|van|von|der|da|dos|du))?{_JUNIOR})"
_DIRECT = (
    rf"(?:{_WORD}) (?:[{UPPER}]\. |[{UPPER}] ){{1,3}}{_SURNAME}{_JUNIOR}(?=,? (?:{_AND} [{UPPER}]|et al)|\s?, |\.|:| \(|$)"
    rf"|{_SURNAME} {_INITIALS}{_JUNIOR}"
    rf"|{_INITIALS}(?:[{UPPER}] )?\s?{_SURNAME}{_JUNIOR}"  # J. A. Smith
    rf"|{_SURNAME} {_PLAIN_INITIALS}{_JUNIOR}"  # Smith JA
    rf"|[{UPPER}](?:-?[{UPPER}])? {_SURNAME}(?=, | and |:)"  # S Ando
    rf"|(?:{_WORD}) (?:[{UPPER}]\. ?){{0,2}}{_SURNAME}{_JUNIOR}"  # Mary Smith
)
_NAME = (
    rf"(?:{_SURNAME} \((?:{_INITIALS}|{_WORD})\)"  # Marlow (E.)
    rf"|{_ONE_SURNAME}, {_INITIALS}{_JUNIOR}"  # Smith, J. A.
    rf"|{_SURNAME}, {_INITIALS}{_JUNIOR}(?!\s?[{UPPER}][\w’'-]+(?:,|\s{_AND}\s))"
    rf"|{_SURNAME},{_INITIALS}|{_SURNAME}, {_PLAIN_INITIALS}{_JUNIOR}|AA\.\s?VV\.|{_DIRECT})"
)
_MORE = r"(?:,? \(?(?:et al|and others|u\.\s?a|et coll)\b\.?\)?)"
_EDITOR = r"(?:,? \(?(?:[Ee]ds?|[Hh]rsg|Hgg?|dir|coord|éds?|édit|editors?|orgs?|Orgs?)\b\.?\)?\.?)"
EDITED = later(r"\b(?:[Ee]ds?|[Hh]rsg|Hgg?|dir|coord|éds?|editors?|orgs?|Orgs?)\b\.?\)?[.,: ]*$")
_EDGE = rf"(?=\s?[,.;:/&]|\s{_AND}\s|\s?[–—(-]|\s?$|\s[\[(“\"«‘„]|\s\d)"
_NO_INITIAL = rf"(?<![ -][{UPPER}])"
_GIVEN_ENDS = rf"(?<=\.)(?!\s[{UPPER}][\w'’-]+,)"  # an initial, not one before the family name
_FIRST_INVERTED = later(
    rf"(?:{_ONE_SURNAME}, [{UPPER}]\. (?:{_WORD})(?=\.\s|,? {_AND} [{UPPER}])"
    rf"|{_INVERTED_ONE}(?:{_GIVEN_ENDS}|(?=,? {_AND} [{UPPER}]|;)|{_NO_INITIAL}(?=\.))"
    rf"|{_INVERTED}(?:{_GIVEN_ENDS}|(?=; )|{_NO_INITIAL}(?=\. )))(?:{_EDGE}|(?<=\.))"
)
_FIRST_NAME = later(rf"(?:{_NAME}|{_INVERTED})(?:{_EDGE}|(?<=\.))")
_JOURNAL = (
    r"(?:Am|Phys|Proc|Ann|Rev|Nucl|Astrophys|Chem|Appl|Biol|Nat|Opt|Eur|Int|Bull|Trans|Mon|Astron)\. [A-Z]"
    r"|J\. (?:Am|Phys|Chem|Biol|Appl|Opt|Math|Mol|Clin|Exp|Med|Neuro\w*|Bone|Soc|Geophys|Cell|Virol|Fluid|High)\b"
)
_NEXT_NAME = later(rf"(?!{_JOURNAL})(?:{_NAME}(?:{_EDGE}|(?<=\.)))|{_INVERTED}(?=[,.;] )")
_NEXT_DIRECT = later(rf"(?!{_JOURNAL})(?:{_SURNAME} \((?:{_INITIALS}|{_WORD})\)|{_DIRECT})(?:{_EDGE}|(?<=\.))")
_NO_NAME = later(rf"{CITY}$|.*\b(?:As|The|Of|And|For|With|From)\s|The\s")
_HAS_INITIALS = later(rf"[{UPPER}]\.|(?:^|[ ,-])[{UPPER}]{{1,4}}(?: (?:Jr|Sr|I{{2,3}})\.?)?$|\([{UPPER}]")
_TWO_WORDS = later(rf"[{UPPER}][\w'’-]*[a-zß-öø-ÿā-ž].*?[ ,][{UPPER}][\w'’-]*[a-zß-öø-ÿā-ž]")
_DATED = later(r"[.,]?\s\(?(?:1[5-9]|20)\d\d[a-z]?\)?(?:[.,:]|\s)")
_COMMA_BEFORE = later(rf"(?:^|[^,]),\s[{UPPER}][\w’'-]+(?: [{UPPER}][\w’'-]+)+$")  # “Marlow, Edith, Quays and Cranes: …”
_ARTICLE_FIRST = later(r"(?:The|An?|La|Le|Les|L['’]|El|Los|Las|Il|I|Un|Une|Der|Die|Das|Ein|Eine|On|In|Of)\b")
_JOINS = later(rf"(?:^|\W){_AND} $")
_BETWEEN = later(
    rf"\s?[,;]? ?(?:\.\.\.|…) ?(?:& |and )?|\s?[,;.]? ?{_AND} |\s?(?:\.?,(?:\s?,)?|[;/])\s?(?:{_AND} )?|\s[–—-]\s"
    rf"|(?<=\.)\s(?=[{UPPER}][\w’'-]+, [{UPPER}]\.)"
    rf"|\.\s(?=[{UPPER}]{{3,}}, [{UPPER}][a-zà-ÿ]|[{UPPER}][\w’'-]+,? [{UPPER}]{{1,3}}\.)"
)
_AFTER_NAMES = later(
    rf"{_MORE}?{_EDITOR}?\s?(?P<stop>\.(?:,|:)?|,|:|;|(?<=\.)|(?<=\))|(?=\s[\[(“\"«‘„])|(?=\s(?:1[5-9]|20)\d\d)|\s[–—-](?=\s))\s*"
)
_ONLY_NAME = later(rf"(?:{_WORD}|[{UPPER}]\.)(?:[ ](?:{_WORD}|[{UPPER}]\.|{_PARTICLE.replace('{0,3}', '')}))*")
_BODY = later(
    r"\b(?:Department|Agency|University|Institut\w*|Organi[sz]ation|Minist\w+|Association|Commission|Council|Office|Bureau|Cent(?:er|re)"
    r"|Society|Foundation|Group|Inc|Ltd|LLC|Corporation|Company|Committee|College|Academy|Bank|Board|Service|Services|Authority|Federation|Union"
    r"|Alliance|Network|Press|News|Nations|Government|Survey|Administration|Parliament|Congress|Initiative|Programme?|Court|Ministry|Museum"
    r"|Library|Fund|Forum|Times|Post|Journal|Canada|States|Kingdom|Staff|Team|Associates|Partners|Consult\w*|Conseil|Ministère|Comité|Centre|Agence|Verein|Bundes\w+)\b"
)
_SENTENCE = later(r"(?<!Inc)(?<!Ltd)(?<!Co)(?<!U\.S)(?<!Corp)(?<!Dept)\. ")
_PARTICLE_FIRST = later(r"(?i:van|von|de|del|della|di|da|du|le|la|el|al|st\.?|des|dos)\s")
_GO_ON = later(rf",? {_AND} [{UPPER}]|, [{UPPER}][\w’'-]+ [{UPPER}][\w’'.-]+(?:,|\s{_AND}\s)")
_MOST_NAMES = 80


class Names:
    """The names at the start of ``words``: they end at ``end``, what stops them at ``after``; ``stop`` is that punctuation."""

    __slots__ = ("after", "end", "stop")

    def __init__(self, end: int, after: int, stop: str) -> None:
        self.end, self.after, self.stop = end, after, stop


def leading_names(words: str) -> Names | None:
    """Match the names at the start, one at a time, so that no text makes it slow; nothing where no name stands there."""
    for first in (_FIRST_INVERTED, _FIRST_NAME):
        name = first.match(words)
        if name and first is _FIRST_INVERTED and not name[0].endswith(".") and _is_title_behind_name(name[0], words[name.end() :]):
            name = None
        found = _run(words, name) if name else None
        if found:
            return found
    return None


def _is_english(words: str) -> bool:
    """Tell whether all of the words are common ones of English, so that they are a title rather than a name."""
    parts = words.split()
    return len(parts) > 1 and all(len(part) > 2 and english.common(part.lower().encode()) for part in parts)


def _is_title_behind_name(words: str, then: str) -> bool:
    """Tell “Edith Marlow, Harbours” and “Smith, M. Granite” from “García Márquez, Gabriel” and “Smith, M. Anne”.

    A title is made of words of English; ``then`` is what follows, and only a title is followed by its publisher.
    """
    surname, _, given = words.partition(", ")
    if ". " in given:
        return follower_points(then.lstrip(" ."), "full", comma=False) >= 2.5
    last = given.split()[-1].lower() if given else ""
    family = " " in surname and not surname.isupper() and not _PARTICLE_FIRST.match(surname)
    return family and len(last) > 2 and english.common(last.encode())


def _run(words: str, first: re.Match[str]) -> Names | None:
    ends: list[int] = []
    name: re.Match[str] | None = first
    inverted = "," in first[0]
    following = _NEXT_NAME if inverted else _NEXT_DIRECT
    initialled = bool(_HAS_INITIALS.search(first[0].strip()) and not _TWO_WORDS.search(first[0]))
    while name and len(ends) < _MOST_NAMES:
        ends.append(len(words[: name.end()].rstrip()))
        between = _BETWEEN.match(words, ends[-1])
        name = following.match(words, between.end()) if between else None
        if name and between and _begins_title(words, name, between[0], initialled=initialled):
            if _DATED.match(words, name.end()):
                ends.append(name.end())
            break
    for end in reversed(ends):
        after = _AFTER_NAMES.match(words, end)
        if after and not (inverted and after["stop"] == ":" and end != ends[0] and _COMMA_BEFORE.search(words, 0, end)):
            return Names(after.start("stop"), after.end(), after["stop"].strip())
    return None


def _begins_title(words: str, name: re.Match[str], between: str, *, initialled: bool) -> bool:
    """Tell the first words of a title from another name: “Marlow, Edith, Granite Harbours”, “Marlow, E., Granite Quay”."""
    if _NO_NAME.match(name[0]):
        return True
    if between.strip() == "," and _is_english(name[0]) and not _GO_ON.match(words, name.end()):
        return True
    whole = not _HAS_INITIALS.search(name[0].strip())
    return initialled and whole and ";" not in between and not _JOINS.search(between)


def is_names(words: str) -> bool:
    """Tell whether the words are nothing but names."""
    names = leading_names(f"{words}. ")
    return names is not None and names.end >= len(words.rstrip(" .,:;"))


def is_body(words: str) -> bool:
    """Tell whether the words name an organisation: one that publishes, or capital letters alone."""
    bare = words.strip(" .,:;")
    if not bare or len(bare) > 160 or any(c in bare for c in '“”"«»?!:') or _SENTENCE.search(bare):
        return False
    return bool(
        re.fullmatch(rf"[{UPPER}&-]{{2,8}}(?: (?:&|and|/) [{UPPER}]{{2,8}})?", bare)
        or (_BODY.search(bare) and not re.search(r"(?:\s[a-z]{4,}){3}", bare))
    )


def is_one_name(words: str) -> bool:
    """Tell whether the words are one name without a comma: “Homer”, “Brother John”."""
    bare = re.sub(r"\s\([^()]{3,40}\)$", "", words)
    return len(bare.split()) <= 3 and not _ARTICLE_FIRST.match(bare) and bool(_ONLY_NAME.fullmatch(bare))
