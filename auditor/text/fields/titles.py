"""Where the title of a reference ends: every stop of the words is a candidate, and what follows it decides.

Of equally likely stops the first is taken.
"""

from __future__ import annotations

from auditor.lexicon import later
from auditor.text.fields.followers import follower_points
from auditor.text.fields.places import UPPER

_STOP = later(  # what begins a stop is looked at first: that takes a third of the time
    r"(?=[.?!,;:]|\s[/(\[dDiIA-Z–—-])"
    r"(?:(?P<full>\.(?:</\w+>|[”\"’»)*_])*(?=\s))|(?P<slashes>\s//\s?)|(?P<ask>[?!]+[”\"’»)]*(?=\s))|(?P<comma>,(?=\s))|(?P<open>\s(?=\())"
    r"|(?P<square>\s(?=\[))|(?P<into>\s(?=(?:[Ii]n|[Dd]ans)(?::\s|\s(?:(?:[A-Z]\.\s?)+[A-Z][a-z]|[“\"«]|Proc)))|\s(?=In\s[A-Z]))"
    r"|(?P<dash>\s[–—-](?=\s))|(?P<semi>;(?=\s))|(?P<colon>:(?=\s))"
    r"|(?P<space>(?<=[a-z)”\"])\s(?=[A-Z][\w. ]{2,60}?,?\s\d+\s?[(:]))|(?P<glued>(?<=[a-z])\.(?=[A-Z][a-z])))"
)
_POINTS = {
    "slashes": 8.0,  # of the Russian style, which has no other sense
    "full": 3.0,
    "ask": 3.0,
    "into": 2.0,
    "square": 2.0,
    "glued": 2.0,
    "comma": 1.0,
    "open": 1.0,
    "dash": 0.3,
    "semi": 0.0,
    "colon": -0.5,  # a subtitle
    "space": -0.5,
}
_WEAK = ("colon", "space", "dash", "semi")
_ABBREVIATED = later(
    rf"(?:^|[\s(.’'-])(?:[{UPPER}]|vs?|St|No|Vol|vol|Dr|Mr|Mrs|Ms|Jr|Sr|spp?|subsp|var|cf|etc|al|Mt|Ft|Prof|ca|approx|ed|eds|Nr|Bd|[Aa]rt"
    r"|Op|op|i\.e|e\.g|U\.S|U\.K|U\.N|D\.C|a\.C|n\.Chr|Hrsg|Inc|Co|Corp|Ltd|Gen|Sen|Rep|Gov|Rev)$"
)
_TAG = later(r"</?\w{1,10}>")
_LONGEST_TAIL = 260
_MOST_STOPS = 60
_NOT_CLOSED = 1.5  # points of the end of the words as the end of the title
_AFTER_SENTENCE = 1.2  # points that a further full stop loses: titles seldom have two sentences …
_COMMA_AFTER_SENTENCE = 3.0  # … and that a comma loses behind one
_AFTER_FOLLOWER = 2.6  # points that a stop loses behind another that a follower follows
_COMMA_STYLE = 1.6
_SURE = 6.5  # more points than any stop behind a follower can have …
_SURE_AFTER_SENTENCE = 5.3  # … and than any behind a full stop, too


def title_end(rest: str, *, comma: bool) -> int:
    """Give where the title at the start of ``rest`` ends; ``comma`` tells that the names before it ended with a comma."""
    best, at = -9.0, len(rest)
    sentences, followed = 0, False
    for i, stop in enumerate(_STOP.finditer(rest, 2)):
        if i >= _MOST_STOPS:
            break
        before = rest[: stop.start()]
        if before.count("(") > before.count(")") and ")" in rest[stop.start() :]:
            continue
        kind = stop.lastgroup or "full"
        sentence = kind in ("full", "ask")
        tail = rest[stop.end() : stop.end() + _LONGEST_TAIL].lstrip(" –—-")
        tail = _TAG.sub("", tail) if "<" in tail else tail
        follows = follower_points(tail, kind, comma=comma)
        cut = _cut_short(before, tail, follows) if kind == "full" and not comma else 0.0
        points = _POINTS[kind] + follows - cut - sentences * (_AFTER_SENTENCE if sentence else _COMMA_AFTER_SENTENCE)
        points -= _AFTER_FOLLOWER if followed else 0
        points += _COMMA_STYLE if comma and kind == "comma" else 0
        points -= 4 if sentence and tail[:1].islower() else 0
        points -= 1.5 if " " not in before.strip() else 0
        followed = followed or (follows >= 2 and cut < 2 and kind not in _WEAK)
        sentences += sentence and not cut
        if points > best + 0.01:
            best, at = points, stop.end() if kind == "ask" or stop[0].endswith(">") else stop.start()
        if followed and best > (_SURE_AFTER_SENTENCE if sentences else _SURE) and "//" not in rest:
            break
    return at if best > _NOT_CLOSED - sentences * _AFTER_SENTENCE else len(rest.rstrip(" ."))


def _cut_short(before: str, tail: str, follows: float) -> float:
    """Give the points that a full stop loses because it ends an abbreviation, as in “vs.” or “D.”."""
    found = _ABBREVIATED.search(before[-12:])
    if found is None:
        return 0.0
    letter = len(found[0].strip(" (.’'-")) == 1
    return 0.5 if letter and follows >= 3 and tail[:1].isupper() else 2.5
