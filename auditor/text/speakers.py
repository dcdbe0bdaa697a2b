"""Who says a quotation: named beside it, behind a dash, by a label, or carried over from the sentences around it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from auditor.lexicon import later, lazy
from auditor.text.names import Names
from auditor.text.voices import read

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.model import Attribution, Block, Sentence, Span

# Python's own engine: each runs on a window of at most 120 bytes.
_DASH = later(rb"[\s*_]*(?:\xe2\x80[\x93\x94\x95]|--?)[\s*_~]*\(?((?:[A-Z@\xc3][\w.'\x80-\xff-]*)(?:\s+[\w.'\x80-\xff-]+){0,5})")
_CREDIT = later(rb"\s*[(\[]((?:[A-Z\xc3][\w.'\x80-\xff-]*)(?:\s+[\w.'\x80-\xff-]+){0,6})")
_BYLINE = later(rb"[\s*_]*((?:[A-Z\xc3][\w.'\x80-\xff-]*)(?:\s+(?:and\s+)?[A-Z\xc3][\w.'\x80-\xff-]*){1,6})(?:,|\s*$)")
_ASKED = later(rb"[\s,]*(I|[Ww]e|reads?|read|went|goes|ran|runs)\s+[a-z]")
_STARTS = later(
    rb"[\s,]*(it|which|he|she|they) "
    rb"(?:starts|started|begins|began|opens|opened|ends|ended|concludes|concluded|continues|continued)\b"
)
_WITH_THESE = later(rb"\s*((?:With|In) (?:these|those|this|that) (?:words?|question|remark|line|sentence|phrase))\b")
_LABEL = later(rb"[\s*_]*((?:[A-Z][\w.'\x80-\xff-]*|Q|A)(?:\s+[\w.'\x80-\xff-]+){0,4})\s*[*_]*:")
_NAME = later(
    rb"(?:^|[\s(\xe2\x80\x94])((?:[A-Z\xc3][\w\x80-\xff.-]*(?:['\xe2\x80\x99]+s)?)(?:\s+[A-Z\xc3][\w\x80-\xff.-]*)*"
    rb"|[Hh]e|[Ss]he|[Tt]hey|who|I|we|We|his|her|their|His|Her)\b"
)
_HE = later(rb"\b(?:[Hh]e|[Ss]he|I|[Ww]e)\b")
_SUBJECT = later(  # what opens a sentence and tells what somebody is or does: “The ferryman”, “Her old teacher”
    rb"(?:The|An?|Her|His|Our|My|One) (?:[\w-]+ ){0,2}?(?!(?:merger|tower|river|number|summer|winter|water|weather"
    rb"|corner|order|power|theater|chamber|quarter|border|dinner|offer|matter|cover|server|computer|printer|trailer|counter"
    rb"|factor|sector|motor|reactor|tractor)\b)(?:[\w-]+(?:man|woman|ist|ian|[^aeiou\W]er|tor)|captain|chief|mother|father"
    rb"|child|boy|girl|nurse|veteran|student|resident|doctor)\b"
)
# Somebody described, wherever in a sentence: “Reporters caught up with the ambassador”, “quotes a recruit who left”.
_PERSON = lazy(
    r"\b(?:the|an?|her|his|its|our|my|their|one|every|another) (?:[\w’'-]+ ){0,2}?(?:{{speaker-noun}}"
    r"|[a-z]{2,}(?:man|woman|eer|ist|ian|i[sz]er|mate)|assistant|boy|brother|child|conductor|daughter|founder|girl|guest|guide|hostess?|inspector"
    r"|instructor|judge|recruit|sister|son|stranger|voice|waiter|waitress|winner)\b"
)
_PLACE = later(rb"\b(?:in|through|at|near|across|around|outside) $")  # before a name, they make it one of a place
_PLURAL = later(rb" (?:are|were|have)\b")  # behind a word that opens a sentence, they make it no name: “Hosepipes were banned”
_LONGEST_BEFORE = 500  # bytes
_ROLES = ("Q", "A")  # of an interview
_MOST_VOICES = 8  # attributions compared on either side of a quotation in an endless sentence
_BACK = 4  # sentences before a quotation in a paragraph of its own in which its speaker may have spoken
_MOST_PARAGRAPHS = 8  # of a quotation that are passed on the way to its signature
_OPENERS = (b'"', b"\xe2\x80\x9c", b"\xc2\xab")
_SIGNATURE = 90  # bytes; a longer paragraph is no signature


class Speakers:
    """Finds the speaker of one quotation after another, in order of the text.

    ``sentence`` is that of the last one asked for, ``told`` whether the text tells its speaker (see `auditor.model.Quote`).
    """

    def __init__(
        self,
        data: bytes,
        blocks: Sequence[Block],
        sentences: Sequence[Sentence],
        *,
        attributions: Sequence[Attribution],
        quotes: Sequence[Span],
    ) -> None:
        self._data, self._blocks, self._sentences = data, blocks, sentences
        self._starts = [s.start for s in sentences]
        self._voices = _unquoted(attributions, quotes)
        self._voice_sentences = [a.sentence for a in self._voices]
        self._voice_starts = [a.start for a in self._voices]
        # sentence, block and speaker of the quotation before, and whether that was told
        self._last: tuple[int, int, str | None, bool] = (-9, -9, None, False)
        self._names = Names(data)
        self.sentence = 0
        self.told = True

    def of(self, start: int, end: int, block: int, *, speech: bool) -> str | None:
        """Give who says the words ``[start, end)``; None where the text does not tell."""
        first = max(bisect_right(self._starts, start) - 1, 0)
        last = max(bisect_right(self._starts, end - 1) - 1, first)
        self.sentence = first
        voice = self._beside(first, last, start, end)
        self.told = voice is None or voice.source is not None
        if voice or not speech:
            speaker = (voice.source or voice.cue) if voice else None
        else:
            speaker = self._around(first, last, start, end, block)
        if speech:
            self._last = (last, block, speaker, self.told)
        return speaker

    def _around(self, first: int, last: int, start: int, end: int, block: int) -> str | None:
        """Who says words beside which no verb of saying stands."""
        speaker = self._signed(end, block)
        if speaker:
            return speaker
        speaker = self._labelled(start, block) or self._introduced(start)
        if speaker:
            self.told = speaker in _ROLES or self._names.known(speaker)
            return speaker
        speaker = self._carried(first, last, block)
        if speaker:
            return speaker
        self.told = False
        return self._mentioned(first, last, start, end) or self._acting(first, start, block)

    def _among(self, first: int, last: int) -> Sequence[Attribution]:
        """The attributions of the sentences ``first`` to ``last``."""
        return self._voices[bisect_left(self._voice_sentences, first) : bisect_right(self._voice_sentences, last)]

    def _beside(self, first: int, last: int, start: int, end: int) -> Attribution | None:
        """Named in the sentence that the quotation begins or ends in; nearest first."""
        follows = last + 1 < len(self._sentences) and self._data[self._starts[last + 1] : self._starts[last + 1] + 1].islower()
        low = bisect_left(self._voice_sentences, first)
        high = bisect_right(self._voice_sentences, last + follows, low)
        if low == high:
            return None
        if high - low > _MOST_VOICES:
            i = bisect_left(self._voice_starts, start, low, high)
            low, high = max(low, i - _MOST_VOICES), min(high, i + _MOST_VOICES)
        near = self._voices[low:high]
        return near[0] if len(near) == 1 else min(near, key=lambda a: min(abs(a.start - end), abs(start - a.end)))

    def _signed(self, end: int, block: int) -> str | None:
        """``“…” – Charles Dickens``, on the same line or the next."""
        stop = self._blocks[block].end
        after = self._data[end : min(stop, end + 120)]
        signs = (_DASH, _CREDIT, _BYLINE, _ASKED, _STARTS, _WITH_THESE)
        found = next((sign for sign in (one.match(after) for one in signs) if sign), None)
        if found is None and not after.strip() and block + 1 < len(self._blocks):
            nxt = self._blocks[self._behind(block)]
            line = self._data[nxt.start : min(nxt.end, nxt.start + 120)]
            found = _DASH.match(line) or (_BYLINE.match(line) if nxt.end - nxt.start < _SIGNATURE else None)
        return found[1].decode("utf-8", "replace") if found else None

    def _behind(self, block: int) -> int:
        """The block behind a quotation, past the paragraphs in which it goes on: each opens with a mark anew."""
        last = min(block + _MOST_PARAGRAPHS, len(self._blocks) - 1)
        block += 1
        while block < last and self._data.startswith(_OPENERS, self._blocks[block].start):
            block += 1
        return block

    def _labelled(self, start: int, block: int) -> str | None:
        """``Q: “…”``, ``Smith: “…”``, ``He had this to say: “…”``."""
        begin = self._blocks[block].start
        found = _LABEL.match(self._data[begin : min(start, begin + 60)])
        return found[1].decode("utf-8", "replace") if found else None

    def _introduced(self, start: int) -> str | None:
        """``The agency sent this statement:`` and then the quotation, in the same paragraph or the next."""
        before = self._data[max(0, start - 200) : start].rstrip()
        if not before.endswith(b":"):
            return None
        names = [name for name in _NAME.findall(before) if not read(name).calendar]
        return names[-1].decode("utf-8", "replace") if names else None

    def _carried(self, first: int, last: int, block: int) -> str | None:
        """The speaker of the quotation before, or who speaks in the sentences around."""
        sentence, where, speaker, told = self._last
        if speaker and (where == block or where == block - 1) and first - sentence <= 3:
            self.told = told
            return speaker
        alone = self._starts[first] <= self._blocks[block].start  # a paragraph of its own
        for low, high in ((last + 1, last + 2), (first - (_BACK if alone else 2), first - 1)):
            voices = [a for a in self._among(max(low, 0), high) if a.source and a.kind != "vague"]
            if voices:
                return voices[0].source if low > first else voices[-1].source
        return None

    def _mentioned(self, first: int, last: int, start: int, end: int) -> str | None:
        """A person who does something in the sentence that the quotation is part of."""
        begin, stop = self._sentences[first].start, self._sentences[last].end
        before = self._data[max(begin, start - 200) : start]
        names = [*reversed(_NAME.findall(before)), *_NAME.findall(self._data[end : min(stop, end + 120)])]
        return next((name.decode("utf-8", "replace") for name in names if not read(name).calendar), None)

    def _acting(self, first: int, start: int, block: int) -> str | None:
        """A person whom the two sentences before are about, where the quotation is a sentence of its own: so stories are told."""
        if start > self._sentences[first].start:
            return None
        for sentence in reversed(self._sentences[max(first - 2, 0) : first]):
            if sentence.block != block:
                break
            words = self._data[sentence.start : min(sentence.end, sentence.start + _LONGEST_BEFORE)]
            found = _HE.search(words) or _SUBJECT.match(words)
            if found:
                return found[0].decode("utf-8", "replace")
            first_byte, end = _PERSON.find(words)
            if first_byte >= 0:
                return words[first_byte:end].decode("utf-8", "replace")
            for name in _NAME.finditer(words):
                shown = name[1].decode("utf-8", "replace")
                if (" " in shown and not _PLACE.search(words, 0, name.start(1))) or (
                    not name.start() and not _PLURAL.match(words, name.end(1))
                ):
                    if not self._names.known(shown):
                        continue
                    return shown
        return None


def _unquoted(attributions: Sequence[Attribution], quotes: Sequence[Span]) -> list[Attribution]:
    """The attributions that are not themselves part of quoted words."""
    starts, found = [quote.start for quote in quotes], []
    for voice in attributions:
        i = bisect_right(starts, voice.start) - 1
        if i < 0 or voice.end > quotes[i].end:
            found.append(voice)
    return found
