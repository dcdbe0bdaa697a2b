"""Cues of saying that say nothing here: “spoke softly”, “told stories”, “claimed his prize”; decided by the words behind them."""

from __future__ import annotations

from functools import cache

from auditor.lexicon import later

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re

_WINDOW = 80  # bytes behind a cue that are looked at
_OPENER = rb"[\s,:]*(?:\"|''|``|\xe2\x80[\x98\x9c]|\xc2\xab)"
_TEXT = (
    rb"(?:books?|novels?|songs?|letters?|poems?|plays?|code|music|"
    rb"scripts?|screenplays?|guides?|lyrics|memoirs?|cheques?|hits?|albums?)"
)
_HERS = rb"(?:an? |the |his |her |its |their |my |our |some |several |two |many |another )"
# What makes nothing of a cue that stands before it. Python's own engine: each runs on a window of at most 80 bytes.
_EMPTY = {
    "according_to": rb"\s+(?:taste|plan|needs?|size|schedule|age|ability|weight|type|preference|whether|how|what|which|rank"
    rb"|height|colou?r|season|merit|instructions|the (?:size|season|weather|number|type|amount|kind|time of))\b",
    "added adds": rb"\s+(?:to (?:the|his|her|its|their|an?)\b|(?:an? )?(?:pinch|dash|spoonful|salt|sugar|butter|water|milk)\b)",
    "addressed": rb"\s+(?:to|with|simply)\b",
    "announced announces": rb"\s+(?:itself|himself|herself|themselves)\b",
    "argue argued argues arguing": rb"\s+(?:(?:\w+ly )?(?:about|over|with|among|amongst)\b(?!\s+wh)"
    rb"|all (?:the )?(?:way|day|night)\b|loudly|bitterly)",
    "believe believed believes": rb"\s+in (?:himself|herself|themselves|itself|[Gg]od|ghosts|magic|fate|luck|fairies)\b",
    "called calls": rb"\s+(?:(?:my|his|her|their|our) (?:mother|father|mum|mom|wife|husband|parents|brother|sister|son"
    rb"|daughter|doctor)\b(?! (?:an?|the)\b)"
    rb"|(?:the|an?) (?:ambulance|taxi|cab|police|plumber|meeting|vet)\b|(?:into|back|off|round|in sick)\b|both\b)",
    "claimed claims": rb"\s+(?:[\w'\x80-\xff-]+ ){0,3}(?:prizes?|lives|medals?|titles?"
    rb"|crown|trophy|baggage|luggage|expenses|refund|asylum)\b",
    "compared": rb"\s+(?:with\b|to (?:about |just |only )?[\d$])",
    "considered": rb"\s+[^.;]{1,40} for (?:some time|an? (?:moment|while|minute|time))\b",
    "declared": rb"\s+(?:himself|herself|themselves|itself|for)\b",
    "found": rb"\s+(?:(?:here|himself|herself|themselves|itself)\b|(?:an?|the|his|her|their) (?:[\w-]+ )?(?:car|body|bodies"
    rb"|gun|weapon|knife|keys?"
    rb"|money|bag|drugs|way|door|house|job|dog|boy|girl|bomb|remains|vehicle|bike|phone)\b)",
    "pointed points": rb"\s+(?:at\b|to the (?:[a-z]+ )?(?:man|woman|door|window|boy|girl|house"
    rb"|spot|wall|map|sky|sign|ground|floor|hole|chair)\b)",
    "saw": rb"\s+(?:\d|two|three|four|five|six|ten|twenty|thirty|forty|fifty|an? (?:man|woman|car|light|dog|boat)\b)",
    "speak speaks spoke": rb"(?:\s*[.,;!]|\s+(?:to|at|in|with|[\w-]+ly|fluent|first|again|only|more|so|too|very"
    rb"|[A-Z][a-z]+(?:ish|ese|ian|ch))\b"
    rb"(?!.*\b(?:about|of|on|that|against|for)\b))",
    "swore swears": rb"\s+at\b",
    "thanks": rb"\s+to\b",
    "thought": rb"\s+(?:for an? (?:moment|minute|while|second|time)|hard|long|twice|again|carefully)\b",
    "tell tells told": rb"\s+(?:[\w'\x80-\xff-]+ ){0,3}(?:stor(?:y|ies)|tales?|jokes?|lies|fibs|the time|the truth|fortunes?)\b",
    "write writes wrote": rb"\s+(?:(?:\w+(?<!on)ly|in (?:pencil|ink|longhand|French|English|Latin|German))\b(?!.*\bthat\b)"
    rb"|(?:[a-z]+ )?to each other|" + _HERS + rb"(?:[\w-]+ ){0,2}" + _TEXT + rb"\b)",
}
_READING = frozenset(("read", "reads"))  # somebody reads a text; a text reads so, and then its words follow
_READ_OUT = rb"\s*(?:[.:,]|\"|''|\xe2\x80[\x98\x9c]|(?:as follows|in part|simply)\b)"


@cache
def _patterns() -> dict[str, re.Pattern[bytes]]:
    return {cue.replace("_", " "): later(pattern) for cues, pattern in _EMPTY.items() for cue in cues.split()}


_read_out, _opener = later(_READ_OUT), later(_OPENER)


def is_empty(cue: str, data: bytes, end: int, stop: int) -> bool:
    """Whether the words between ``end``, where a cue ends, and ``stop``, the sentence's end, show that nothing is said."""
    if cue in _READING:
        return _read_out.match(data, end, min(stop, end + _WINDOW)) is None
    pattern = _patterns().get(cue)
    return pattern is not None and pattern.match(data, end, min(stop, end + _WINDOW)) is not None


def has_words(data: bytes, end: int, stop: int) -> bool:
    """Whether quoted words, or a clause with “that”, follow a cue: then whatever does it tells something."""
    return data.startswith(b" that ", end, stop) or _opener.match(data, end, min(stop, end + _WINDOW)) is not None
