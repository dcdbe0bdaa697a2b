"""Which sentences need a source, and which source each one has.

A claim is a sentence whose words need a source (`auditor.text.kinds`) or that its author cited, pointed away from or gave to
somebody, however vaguely. What supports it stands in the sentence (`auditor.text.support`) or is carried over
(`auditor.text.carryover`).
"""

from __future__ import annotations

from auditor.lexicon import later
from auditor.model import Attribution, Block, Claim, Footnote, Link, Marker, Quote, Reference, Sentence, Span, Support
from auditor.text import kinds as k
from auditor.text import support as s
from auditor.text.asides import is_aside
from auditor.text.carryover import Ground, carry_over
from auditor.text.cited_works import find_cited_works
from auditor.text.claim_cues import CITED, QUOTATION
from auditor.text.documents import POINTER
from auditor.text.untold import introduced

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from collections.abc import Set as AbstractSet

_CLOSED = later(rb"[.!)\"]|\xe2\x80[\x99\x9d]")
_SHORT = 24  # bytes: a link in fewer words than these is a label, not a sentence


def find_claims(
    data: bytes,
    blocks: Sequence[Block],
    sentences: Sequence[Sentence],
    *,
    markers: Sequence[Marker],
    links: Sequence[Link],
    footnotes: Sequence[Footnote],
    references: Sequence[Reference],
    skip: Sequence[Span],
    attributions: Sequence[Attribution],
    quotes: Sequence[Quote],
    own: str = "",
) -> tuple[Claim, ...]:
    """Give the claims outside ``skip`` (reference lists), in order, each with its support.

    ``own`` is the address of the article: a link to its own home page is no evidence.
    """
    if not sentences:
        return ()
    prose = k.see(data, blocks, sentences, skip)
    words = k.read_words(prose)
    kinds = words.kinds
    support: dict[int, list[Support]] = {}
    evidence = s.evidence_links(links, own)
    linked = _gather(support, s.from_links(evidence, prose.starts))
    cited = {i for i in linked if kinds[i] or (_says_something(data, sentences[i]) and not _is_aside(data, sentences[i]))}
    cited |= _gather(support, find_cited_works(data, sentences, prose.starts, markers))
    cited |= {*_gather(support, s.from_keys(data, prose.starts)), *s.marker_sentences(data, markers, sentences, prose.starts)}
    labels = s.Labels(data, references, footnotes, evidence)
    _gather(support, s.from_markers(data, markers, sentences, prose.starts, labels))
    voices = s.voices_of(data, attributions)
    cited.update(i for i in voices.reported if kinds[i] or _states(data, sentences[i]))
    pointed = _pointed(data, sentences, words.pointers, {s.at_sentence(prose.starts, link.start) for link in links} - linked)
    _mark(prose, kinds, cited | pointed, CITED)
    _mark(prose, kinds, {q.sentence for q in quotes if q.role == "speech"}, QUOTATION)
    spoken = s.spoken(quotes, attributions)
    told = list(s.from_words(data, sentences, words.documents, words.own_work, quotes=quotes, unnamed=voices.unnamed))
    _gather(support, (*introduced(voices, (*support, *(i for i, _ in (*spoken, *told)))), *spoken, *told))
    return _with_support(prose, kinds, voices.unnamed | pointed, [one for _, one in spoken], support)


def _pointed(data: bytes, sentences: Sequence[Sentence], perhaps: Iterable[int], shops: AbstractSet[int]) -> set[int]:
    """Give the sentences that send the reader to a document; “CLICK HERE” with a link to a shop, no evidence, is a button."""
    found = {i for i in perhaps if POINTER.find(data, sentences[i].start, sentences[i].end)[0] >= 0}
    return {i for i in found if i not in shops or _says_something(data, sentences[i])}


def _gather(support: dict[int, list[Support]], pairs: Iterable[tuple[int, Support]]) -> set[int]:
    """Enter sources under their sentences; gives these sentences."""
    seen = set()
    for i, source in pairs:
        support.setdefault(i, []).append(source)
        seen.add(i)
    return seen


def _with_support(
    prose: k.Prose, kinds: Sequence[int], unnamed: AbstractSet[int], spoken: Sequence[Support], support: dict[int, list[Support]]
) -> tuple[Claim, ...]:
    """Carry the sources over, and give the claims with all that supports them."""
    sentences = prose.sentences
    chosen = [i for i, kind in enumerate(kinds) if kind]
    carry_over(Ground(prose, chosen, unnamed, spoken, support))
    kinds_of, get = k.kinds_of, support.get
    return tuple(Claim(sentences[i][0], sentences[i][1], i, kinds_of(kinds[i]), _once(get(i, ()))) for i in chosen)


def _once(found: Sequence[Support]) -> tuple[Support, ...]:
    """Give each source of a claim once, where it stands first in the order found."""
    if len(found) > 1:
        found = tuple({one[:2]: one for one in reversed(found)}.values())[::-1]
    return tuple(found)


def _says_something(data: bytes, sentence: Sentence) -> bool:
    """Tell whether words with a link are a sentence: a link list's items and menu entries are not."""
    start, end, _ = sentence
    return end - start > _SHORT and _CLOSED.search(data, end - 4, end) is not None


def _states(data: bytes, sentence: Sentence) -> bool:
    """Tell whether a sentence has words enough to state something, and is no instruction and no opinion."""
    return not (k.is_brief(data, sentence.start, sentence.end) or _is_aside(data, sentence))


def _is_aside(data: bytes, sentence: Sentence) -> bool:
    return is_aside(data[sentence.start : sentence.end])


def _mark(prose: k.Prose, kinds: list[int], sentences: set[int], kind: int) -> None:
    """Add a kind that what stands around the words gives: cited and quoted sentences."""
    for i in sentences - prose.barred:
        kinds[i] |= kind
