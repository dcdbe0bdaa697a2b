"""Interviews and transcripts: texts in which people whom the text names speak for themselves, turn by turn."""

from __future__ import annotations

from itertools import islice

from auditor.lexicon import lazy

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.text.kinds import Prose

_PREAMBLE = 6_000  # bytes at the start of a text where an interview is declared
_LABELS = 200  # lines looked at
_TURNS = 6  # changes of speaker
_FEWEST_ASKED = 3  # paragraphs that open with a question, where nothing else marks the turns
_ASKED = 200  # paragraphs looked at
_MOST_ASKING = 3  # sentences up to the question
_QUESTION = lazy(r"(?m)^[ \t]*\**(?:q(?:uestion)?\**[.:]|[^\n?]{5,300}\?\**[ \t]*$)")
_ANSWER = lazy(r"(?m)^[ \t]*\**(?:a(?:nswer)?\**[.:]|(?-i:[A-Z])[\w.’'-]+(?: (?-i:[A-Z])[\w.’'-]+){0,2}\**:)")
_DECLARED = lazy(
    r"\b(?:interview(?:ed)?|(?:an?|in|our|my|this|the following|full|edited) conversation (?:with|between|has been|was)|"
    r"spoke (?:to|with)|talked (?:to|with)|q ?& ?a|edited for (?:length|clarity|brevity)|sat down with)\b"
)
_YOU = lazy(r"\b(?:you|your|you['’](?:re|ve|d|ll))\b")
_I = lazy(r"\b(?:I|I['’](?:m|ve|d|ll)|[Ww]e|[Ww]e['’](?:re|ve|d|ll)|[Mm]y|[Oo]ur|me)\b", ignore_case=False)


def is_interview(prose: Prose) -> bool:
    """Tell whether a text is an interview, declared and with marked questions and answers, or a transcript."""
    data = prose.data
    if _is_transcript(data):
        return True
    if b"?" not in data or _DECLARED.find(data, 0, min(len(data), _PREAMBLE))[0] < 0:
        return False
    return _is_labelled(data) or _is_asked(prose)


def _is_labelled(data: bytes) -> bool:
    """Tell whether a declared interview marks its questions and answers."""
    if sum(1 for _ in islice(_QUESTION.spans(data), 2)) < 2:
        return False
    labels = [data[start:end].strip(b" \t*") for start, end in islice(_ANSWER.spans(data), _LABELS)]
    return len(labels) > len(set(labels))  # somebody speaks again: “Scope:” and “Setup:” are no speakers


def _is_transcript(data: bytes) -> bool:
    """Tell whether a text calls itself a transcript and names its few speakers line by line."""
    if b"ranscript" not in data:
        return False
    labels = [data[start:end].strip(b" \t*") for start, end in _ANSWER.spans(data)]
    return len(labels) >= _TURNS and len(set(labels)) * 2 <= len(labels)


def _is_asked(prose: Prose) -> bool:
    """Tell whether paragraphs open with questions to somebody ("you"), who answers them ("I", "we"), as bold type would show.

    A third of the paragraphs must, from the first that does: other texts ask their readers something now and then.
    """
    data, blocks = prose.data, prose.blocks
    turns = list(islice(_turns(prose), _ASKED))
    if len(turns) < _FEWEST_ASKED:
        return False
    told = sum(1 for block in blocks[turns[0][3] : turns[-1][3] + 1] if block.kind == "paragraph")
    to_you = sum(1 for start, end, _, _ in turns if _YOU.find(data, start, end)[0] >= 0)
    own = sum(1 for _, end, stop, _ in turns if _I.find(data, end, stop)[0] >= 0)
    return len(turns) * 3 >= told and to_you * 3 >= len(turns) and own * 3 >= len(turns) * 2


def _turns(prose: Prose) -> Iterator[tuple[int, int, int, int]]:
    """Give the start and end of each question that opens a paragraph, the end of its answer, and the paragraph."""
    sentences, blocks, data = prose.sentences, prose.blocks, prose.data
    last = -1
    for i, (start, _, block) in enumerate(sentences):
        opens, last = block != last, block
        if not opens or blocks[block].kind != "paragraph" or blocks[block].quoted:
            continue
        end = next((s.end for s in sentences[i : i + _MOST_ASKING] if s.block == block and data[s.end - 1 : s.end] == b"?"), 0)
        if end:
            own = data[end : blocks[block].end].strip()  # the answer stands in the same paragraph, or is the next
            yield start, end, blocks[block if own else min(block + 1, len(blocks) - 1)].end, block
