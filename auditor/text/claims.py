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
    from collections.abc import Sequence

# Words that send the reader to a document, whether or not something is there: "See their latest report here".
_POINTER = lazy(
    r"\b(?:see|read|find|consult|view|check out|download|refer to) (?:(?:the|their|its|our|this|his|her|a|an|that|these|those|my|your) )(?:[\w’'-]+ ){0,4}?{{document-noun}}\b"
    r"|\b(?:click|available|listed|published|posted|detailed|found|explained|described|discussed|(?:read|learn|see) more(?: [\w’'-]+){0,6}) here\b"
)
_SHORT = 24   # bytes: a link in fewer words than these is a label, not a sentence


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
    starts = [one.start for one in sentences]
    kinds = k.find_kinds(data, blocks, sentences, skip)
    support: dict[int, list[Support]] = {}
    cited: set[int] = set()

    def add(i: int, source: Support) -> None:
        support.setdefault(i, []).append(source)

    evidence = s.evidence_links(links, own)
    for i, source in s.from_links(evidence, starts):
        add(i, source)
        if kinds[i] or _is_sentence(data, blocks, sentences[i]):
            cited.add(i)
    labels = s.Labels(data, references, footnotes, evidence)
    for marker, i in zip(markers, s.marker_sentences(data, markers, sentences, starts), strict=True):
        cited.add(i)
        name = labels.resolve(marker)
        if name is not None:
            add(i, Support("marker", name, marker.start, marker.end))
    for source_of in (s.from_voices(attributions), s.from_quotes(quotes), s.from_words(data, starts)):
        for i, source in source_of:
            add(i, source)
    cited.update(one.sentence for one in attributions if kinds[one.sentence] or not k.is_aside(data, sentences[one.sentence]))
    cited.update(s.at_sentence(starts, found.start()) for found in _POINTER.finditer(data))
    quoted = {q.sentence for q in quotes if q.role == "speech"}
    _mark(data, blocks, sentences, skip, kinds, cited, quoted)
    return _claims(data, blocks, sentences, kinds, support, attributions, quotes)


def _is_sentence(data: bytes, blocks: Sequence[Block], sentence: Sentence) -> bool:
    """Tell whether a sentence with a link says something: a link list's items and menu entries do not."""
    closed = data[sentence.end - 1] in b".!)\"" or data[sentence.start : sentence.end].endswith((b"\xe2\x80\x9d", b"\xe2\x80\x99"))
    return closed and sentence.end - sentence.start > _SHORT and not k.is_aside(data, sentence)


def _mark(
    data: bytes,
    blocks: Sequence[Block],
    sentences: Sequence[Sentence],
    skip: Sequence[Span],
    kinds: list[int],
    cited: set[int],
    quoted: set[int],
) -> None:
    """Add the kinds that what stands around the words gives: cited and quoted sentences."""
    for chosen, bit in ((cited, k.CITED), (quoted, k.QUOTATION)):
        for i in chosen:
            if kinds[i] or (k.may_claim(data, blocks, sentences[i]) and not k.inside(skip, sentences[i].start)):
                kinds[i] |= bit


def _claims(
    data: bytes,
    blocks: Sequence[Block],
    sentences: Sequence[Sentence],
    kinds: Sequence[int],
    support: dict[int, list[Support]],
    attributions: Sequence[Attribution],
    quotes: Sequence[Quote],
) -> tuple[Claim, ...]:
    chosen = [i for i, kind in enumerate(kinds) if kind]
    unnamed: set[int] = set()
    for one in attributions:
        pronoun = (one.source or "").lower() in s.PRONOUNS
        if (not pronoun and not s.is_named(one)) or (pronoun and one.sentence - 1 in unnamed):
            unnamed.add(one.sentence)
    spoken = [
        (q.start, q.end, Support("voice", q.speaker, q.start, q.end)) for q in quotes
        if q.speaker and q.role in ("speech", "block") and q.speaker.lower() not in s.PRONOUNS
    ]
    ends = {sentence.block: i for i, sentence in enumerate(sentences)}
    carry_over(Ground(data, blocks, sentences, chosen, frozenset(unnamed), spoken, support, ends))
    return tuple(
        Claim(sentences[i].start, sentences[i].end, i, k.kinds_of(kinds[i]), tuple(support.get(i, ()))) for i in chosen
    )
