"""Which sentences need a source, and which source each one has.

A claim is a sentence whose words need a source (`auditor.text.kinds`) or that its author cited, pointed away from or gave to
somebody, however vaguely. What supports it stands in the sentence (`auditor.text.support`) or is carried over
(`auditor.text.carryover`).
"""

from __future__ import annotations

from auditor.lexicon import lazy
from auditor.model import Attribution, Block, Claim, Footnote, Link, Marker, Quote, Reference, Sentence, Span, Support
from auditor.text import kinds as k
from auditor.text import support as s
from auditor.text.carryover import Ground, carry_over

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# Words that send the reader to a document, whether or not something is there: "See their latest report here".
_POINTER = lazy(
    r"\b(?:see|read|find|consult|view|check out|download|refer to) (?:(?:the|their|its|our|this|his|her|a|an|that|these|those|my|"
    r"your) )(?:[\w’'-]+ ){0,4}?{{document-noun}}\b"
    r"|\b(?:click|available|listed|published|posted|detailed|found|explained|described|discussed|(?:read|learn|"
    r"see) more(?: [\w’'-]+){0,6}) here\b"
)
_CLOSED = lazy(r"[.!)\"”’]")
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
    prose = k.Prose(data, blocks, sentences, [one.start for one in sentences], skip, k.is_technical(data))
    kinds = k.find_kinds(prose)
    support: dict[int, list[Support]] = {}
    evidence = s.evidence_links(links, own)
    linked = _gather(support, s.from_links(evidence, prose.starts))
    cited = {i for i in linked if kinds[i] or _says_something(prose, i)} | _gather(support, s.from_keys(data, prose.starts))
    for i, pointed in s.from_markers(data, markers, sentences, prose.starts, s.Labels(data, references, footnotes, evidence)):
        cited.add(i)
        _gather(support, ((i, one) for one in pointed))
    reported = {one.sentence for one in attributions if s.is_report(one)}
    cited.update(i for i in reported if kinds[i] or not k.is_aside(data, sentences[i]))
    cited.update(prose.sentence_at(start) for start, _ in _POINTER.spans(data))
    _mark(prose, kinds, cited, k.CITED)
    _mark(prose, kinds, {q.sentence for q in quotes if q.role == "speech"}, k.QUOTATION)
    spoken = s.spoken(quotes)
    for pairs in (s.from_voices(attributions), spoken, s.from_words(data, prose.starts)):
        _gather(support, pairs)
    unnamed = s.unnamed_sentences(attributions)
    return _with_support(prose, kinds, unnamed, [one for _, one in spoken], support)


def _gather(support: dict[int, list[Support]], pairs: Iterable[tuple[int, Support]]) -> set[int]:
    """Enter sources under their sentences; gives these sentences."""
    seen = set()
    for i, source in pairs:
        support.setdefault(i, []).append(source)
        seen.add(i)
    return seen


def _with_support(
    prose: k.Prose, kinds: Sequence[int], unnamed: frozenset[int], spoken: Sequence[Support], support: dict[int, list[Support]]
) -> tuple[Claim, ...]:
    """Carry the sources over, and give the claims with all that supports them."""
    sentences = prose.sentences
    chosen = [i for i, kind in enumerate(kinds) if kind]
    ends = {sentence.block: i for i, sentence in enumerate(sentences)}
    carry_over(Ground(prose, chosen, unnamed, spoken, support, ends))
    return tuple(Claim(sentences[i].start, sentences[i].end, i, k.kinds_of(kinds[i]), tuple(support.get(i, ()))) for i in chosen)


def _says_something(prose: k.Prose, i: int) -> bool:
    """Tell whether a sentence with a link is a sentence: a link list's items and menu entries are not, instructions say nothing."""
    sentence = prose.sentences[i]
    closed = _CLOSED.find(prose.data, max(sentence.start, sentence.end - 4), sentence.end)[0] >= 0
    return closed and sentence.end - sentence.start > _SHORT and not k.is_aside(prose.data, sentence)


def _mark(prose: k.Prose, kinds: list[int], sentences: set[int], kind: int) -> None:
    """Add a kind that what stands around the words gives: cited and quoted sentences."""
    for i in sentences:
        if kinds[i] or k.may_claim(prose, i):
            kinds[i] |= kind
