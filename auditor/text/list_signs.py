"""What gives a list of references away: the words of its heading, and the signs a line of it bears."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from auditor.lexicon import later, lazy
from auditor.model.made import NamedTuple
from auditor.text.list_names import FURTHER, NOTES, PICTURE, STRONG, WEAK

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.model import Block, Link, Mark

HEADING = lazy(
    rf"(?m)^[ \t>]*(?:#{{1,6}}[ \t]*)?{PICTURE}(?:\*\*|__)?{PICTURE}"
    r"(?:(?:[0-9]{1,2}|[IVX]{1,4}|[A-Z])[.)][ \t]+"
    r"|[0-9]{1,2}(?:\.[0-9]{1,2})+\.?[ \t]+)?(?:\*\*)?"
    rf"(?:({STRONG})|({WEAK})|({NOTES})|({FURTHER}))"
    r"(?:[ \t]+\([^()\n]{0,40}\))?[ \t]*(?:[:：]|\*\*|__){0,3}[ \t]*(?:#*|\{[#.][^{}\n]{0,40}\})[ \t]*\r?$"
)
INLINE = lazy(r"(?m)^[ \t]*(?:\*\*)?(?:references?|sources?|citations|notes)(?:\*\*)?[:：](?:\*\*)?[ \t]*\[1\]")
HOLLOW = later(  # what stands under a heading whose list never came
    rb"(?i:[\[(]?(?:(?:references |sources |list )?to (?:be|come|follow)(?: (?:added|completed|inserted|confirmed|supplied))?"
    rb"|t\.?b\.?[acd]\.?|tk|pending|coming soon|none(?: yet)?|no (?:sources|references) (?:listed|given|yet|available)"
    rb"|(?:add|insert) (?:sources|references)(?: here)?)[\])]?\.?$"
    rb"|(?:acknowledge?ments?|appendix(?: [a-z\d]\b.*)?)$|(?:published by|copyright|\xc2\xa9)[ :]"
    rb"|\*?(?:posted in|filed under|tags|categories)[: ]|navigation menu$|share this\b|related (?:posts|articles|stories)$"
    rb"|(?:about the authors?|author(?:'|\xe2\x80\x99)?s?(?:'|\xe2\x80\x99)? (?:note|bio)|note on the author)\b)"
)
_SIGN = later(
    r"""https?://|\bwww\.|\bdoi\b|\b10\.\d{4}|\bISBN\b|\bISSN\b|\bPMID\b|\barXiv\b|\bet\ al\b|\bRetrieved\b|\bAccessed\b
    |\bAvailable\ (?:at|from|online)\b|\bvol\.|\bpp?\.\ ?\d|\b(?:1[5-9]|20)\d\d[a-z]?\b|^["“«‘„']|\d\(\d+\)|\bn\.\ ?d\.""".encode(),
    re.IGNORECASE | re.VERBOSE,
)

_POINTS = later(
    rb"(?i:https?://|\bwww\.|\bdoi\b|\b10\.\d{4}|\bISBN\b|\bISSN\b|\bPMID\b|\barXiv\b|\bet al\b|\bpp?\. ?\d|\bvol\.|\bvol \d)"
)
_STOP = later(rb"(?<=[a-z0-9%)\]])[.!?][\"')\x80-\xbf\xe2]*(?:\s+|$)")
_TELLS = later(  # a verb that is told of somebody, and is no word of an imprint
    rb"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|do|does|did|says?|said|paid|told|made|took|found|went|came"
    rb"|gave|got|saw|held|left|lost|won|built|began|sold|spent|rose|fell|grew|met|ran|led|put|became|wrote|thinks?|knows?"
    rb"|(?!(?:revis|updat|edit|translat|publish|retriev|access|reprint|illustrat|collect|select|unpublish|archiv|print|releas|expand"
    rb"|annotat|abridg|unit|limit|relat)ed\b)[a-z]{3,}ed)\b"
)
_FEWEST = 4  # words of a sentence that tells something


class Prose(NamedTuple):
    """What lists are found in. ``real_headings`` is false where headings are guessed from the look of a line (plain text).

    ``italics`` are the stretches that are emphasised, in order, ``italic_starts`` where they begin.
    """

    data: bytes
    blocks: Sequence[Block]
    block_starts: list[int]
    link_starts: list[int]
    real_headings: bool
    italics: Sequence[Mark] = ()
    italic_starts: Sequence[int] = ()

    def block_at(self, offset: int) -> int:
        """Give the index of the block at an offset."""
        return max(bisect_right(self.block_starts, offset) - 1, 0)

    def linked(self, start: int, end: int) -> bool:
        """Tell whether a link begins in ``[start, end)``."""
        i = bisect_left(self.link_starts, start)
        return i < len(self.link_starts) and self.link_starts[i] < end

    def signed(self, start: int, end: int) -> bool:
        """Tell whether a line bears a sign of a reference: a URL, an identifier, a year, a quoted title, a link."""
        return bool(_SIGN.search(self.data, start, end)) or self.linked(start, end)

    def tells(self, start: int, end: int) -> bool:
        """Tell whether a line is prose: most of what it is made of are sentences with a verb, and it points to nothing."""
        if self.linked(start, end) or _POINTS.search(self.data, start, end):
            return False
        parts = [part for part in _STOP.split(self.data[start:end]) if part.strip()]
        whole = sum(len(part.split()) >= _FEWEST and not part[:1].islower() and bool(_TELLS.search(part)) for part in parts)
        return whole * 2 > len(parts)


def prose(data: bytes, blocks: Sequence[Block], links: Sequence[Link], marks: Sequence[Mark], *, real_headings: bool) -> Prose:
    """Make the view of a document that lists are found in."""
    italics = [mark for mark in marks if mark.kind in ("emphasis", "strong")]
    starts = [mark.start for mark in italics]
    return Prose(data, blocks, [b.start for b in blocks], [link.start for link in links], real_headings, italics, starts)


def first_letter(data: bytes, at: int) -> int:
    """Give where the words of a line begin that starts at ``at``: behind white space and signs of quoting."""
    while data[at] in b" \t>":
        at += 1
    return at
