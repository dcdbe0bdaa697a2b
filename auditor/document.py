"""The Document: prose, where each of its bytes stood in the source, and lazy views of what it says.

Views are computed when first asked for and kept; the functions behind them live in `auditor.text` and know no Document.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import field
from functools import cached_property
from itertools import dropwhile
from typing import TypeVar

from auditor.model import Definition, Footnote, Link, Mark, Marker, Metadata, Span
from auditor.model.made import dataclass
from auditor.offsets import LineIndex, OffsetMap

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from auditor.model import (
        Attribution,
        Block,
        Claim,
        Comment,
        Demands,
        Fault,
        Format,
        Quote,
        Reference,
        ReferenceList,
        Sentence,
        Verdict,
    )
    from auditor.text.keys import Key
    from auditor.text.quotes import Quoted


@dataclass(frozen=True, eq=False)
class Document:
    """One text as every rule sees it. All offsets are UTF-8 bytes of ``data`` (the prose) unless said otherwise.

    ``data`` holds the words of the article without markup; code blocks are left out, inline code is in (and marked).
    ``source`` is the decoded source, ``offsets`` maps prose to the UTF-8 bytes of it. ``blocks``, ``links``, ``images`` and
    ``marks`` are in order of their start; ``definitions`` are the link reference definitions with a number for a label.
    ``templated`` tells that the source holds template or include tags, so that parts may be supplied elsewhere.
    ``whole_page`` is true for a complete HTML page, false for a fragment. ``demands`` is what a profile asks of claims beyond
    the usual, ``stubs`` its forms for a citation that is missing, by format. ``comments`` speak to auditor; ``faults`` are what is
    wrong with those that set findings aside. ``base`` is the address that relative links were resolved against, if any.
    """

    name: str
    format: Format
    source: str
    data: bytes
    offsets: OffsetMap
    blocks: tuple[Block, ...]
    links: tuple[Link, ...] = ()
    images: tuple[Link, ...] = ()
    marks: tuple[Mark, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    definitions: tuple[Definition, ...] = ()
    metadata: Metadata = field(default_factory=Metadata)
    templated: bool = False
    whole_page: bool = False
    url: str | None = None
    evidence: Mapping[str, Verdict] = field(default_factory=dict)
    demands: Demands | None = None
    stubs: Mapping[str, str] = field(default_factory=dict)
    comments: tuple[Comment, ...] = ()
    faults: tuple[Fault, ...] = ()
    base: str | None = None

    # --- words and places ---------------------------------------------------------------------------------

    @cached_property
    def source_data(self) -> bytes:
        """The source as UTF-8 (a lone surrogate becomes a question mark, so that offsets hold)."""
        return self.data if self.offsets.same else self.source.encode("utf-8", "replace")

    @cached_property
    def lines(self) -> LineIndex:
        """Lines and columns of the source."""
        return LineIndex(self.source, self.source_data)

    @cached_property
    def text(self) -> str:
        """The prose as a string, for reading; offsets elsewhere are bytes."""
        return self.data.decode("utf-8", "replace")

    @cached_property
    def lower(self) -> bytes:
        """The prose with ASCII letters in lower case: same offsets."""
        return self.data.lower()

    @cached_property
    def vocabulary(self) -> frozenset[bytes]:
        """Every run of ASCII letters of the prose, in lower case."""
        return frozenset(self.lower.translate(_LETTERS_ONLY).split())

    @cached_property
    def needs_met(self) -> dict[object, int]:
        """What the words meet of the needs of rules, as bits, by the plan (`auditor.plan`) that has asked."""
        return {}

    @cached_property
    def english(self) -> bool:
        """Whether the prose is English, or not evidently anything else: what judges words knows no other language."""
        from auditor.text.language import is_english  # noqa: PLC0415

        return is_english(self.lower)

    @cached_property
    def language(self) -> str:
        """The language of the prose by its code in ISO 639: ``"en"`` also for what is not evidently another, empty if unknown."""
        from auditor.text.language import language_of  # noqa: PLC0415

        return "en" if self.english else language_of(self.data)

    def words(self, start: int, end: int) -> str:
        """Give the prose between two offsets as a string."""
        return self.data[start:end].decode("utf-8", "replace")

    def block_at(self, offset: int) -> int:
        """Give the index of the block that holds an offset (the nearest before, where it falls between two)."""
        return max(bisect_right(self._block_starts, offset) - 1, 0)

    def sentence_at(self, offset: int) -> int:
        """Give the index of the sentence that holds an offset (the nearest before, where it falls between two)."""
        return max(bisect_right(self._sentence_starts, offset) - 1, 0)

    def links_in(self, start: int, end: int) -> tuple[Link, ...]:
        """Give the links (not images) that touch ``[start, end]``."""
        return _touching(self.all_links, self._link_starts, self._longest_link, start, end)

    def markers_in(self, start: int, end: int) -> tuple[Marker, ...]:
        """Give the citation markers that touch ``[start, end]``."""
        return _touching(self.markers, self._marker_starts, self._longest_marker, start, end)

    def marked(self, start: int, end: int, *kinds: str) -> bool:
        """Tell whether the prose ``[start, end)`` touches a mark of one of the kinds."""
        marks = self.marks
        i = bisect_left(self._mark_starts, end)
        while i > 0:
            i -= 1
            if marks[i].end > start and marks[i].kind in kinds:
                return True
            if marks[i].start + self._longest_mark <= start:
                break
        return False

    # --- views ----------------------------------------------------------------------------------------------

    @cached_property
    def all_links(self) -> tuple[Link, ...]:
        """The links of the markup and the bare URLs of the prose, in order."""
        from auditor.text.urls import find_urls  # noqa: PLC0415 — lazy: many texts have none

        if self.vocabulary.isdisjoint(_IN_URLS):
            return self.links
        return tuple(sorted((*self.links, *find_urls(self.data, self.links, self.offsets.to_source))))

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Every sentence, in order, none across a block's edge."""
        from auditor.text.sentences import find_sentences  # noqa: PLC0415

        return find_sentences(self.data, self.blocks)

    @cached_property
    def markers(self) -> tuple[Marker, ...]:
        """Every citation marker of the running text, in order."""
        return self._citations[0]

    @cached_property
    def keys(self) -> tuple[Key, ...]:
        """Every citation key (``[@lee2019]``), in order: a build step makes their list."""
        from auditor.text.keys import find_keys  # noqa: PLC0415

        return find_keys(self.data)

    @cached_property
    def reference_lists(self) -> tuple[ReferenceList, ...]:
        """Every list of references, in order."""
        return self._citations[1]

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        """The entries of all lists of references, in order."""
        return tuple(entry for a_list in self.reference_lists for entry in a_list.entries)

    @cached_property
    def _citations(self) -> tuple[tuple[Marker, ...], tuple[ReferenceList, ...]]:
        from auditor.text.citations import find_citations  # noqa: PLC0415

        return find_citations(self.data, self.blocks, self.links, self.marks, self.footnotes, real_headings=self.format != "text")

    @cached_property
    def quotes(self) -> tuple[Quote, ...]:
        """Every quotation of the running text with its speaker, in order."""
        from auditor.text.quotes import find_quotes  # noqa: PLC0415

        quoted = self.quoted
        if not quoted:
            return ()
        return find_quotes(
            self.data, self.blocks, self.sentences, attributions=self.attributions, quoted=quoted, among=self._all_quoted
        )

    @cached_property
    def quoted(self) -> tuple[Quoted, ...]:
        """Where the quotations of the running text stand, in order: `quotes`, of which nobody asks the speaker."""
        from auditor.text.quotes import running  # noqa: PLC0415

        return running(self._all_quoted, self.reference_spans) if self._all_quoted else ()

    @cached_property
    def _all_quoted(self) -> tuple[Quoted, ...]:
        from auditor.text.quotes import find_quoted  # noqa: PLC0415

        return find_quoted(self.data, self.blocks)

    def quoted_at(self, offset: int, *, spoken: bool = False) -> bool:
        """Tell whether an offset lies in a quotation (``spoken``: in one whose speaker is told)."""
        i = bisect_right(self._quote_starts, offset) - 1
        return i >= 0 and offset < self.quoted[i].end and (not spoken or self.quotes[i].speaker is not None)

    def quoted_in(self, start: int, end: int) -> bool:
        """Tell whether a quotation touches the prose ``[start, end)``."""
        i = bisect_left(self._quote_starts, end) - 1
        return i >= 0 and start < self.quoted[i].end

    @cached_property
    def attributions(self) -> tuple[Attribution, ...]:
        """Everyone who is said to have said something, in order."""
        from auditor.text.attribution import find_attributions  # noqa: PLC0415

        return find_attributions(self.data, self.blocks, self.sentences, self.reference_spans)

    @cached_property
    def reported(self) -> tuple[Attribution, ...]:
        """Everything given as somebody's, in order: ``attributions``, and what people think and want, and quoted words."""
        from auditor.text.reported import find_reported  # noqa: PLC0415

        return find_reported(self.data, self.blocks, self.sentences, self.quotes, self.reference_spans)

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """Every sentence that needs a source, with the sources it has, in order; none in another language than English."""
        if not self.english:
            return ()
        from auditor.text.claims import find_claims  # noqa: PLC0415

        found = find_claims(
            self.data,
            self.blocks,
            self.sentences,
            markers=self.markers,
            links=self.all_links,
            footnotes=self.footnotes,
            references=self.references,
            skip=self.reference_spans,
            attributions=self.attributions,
            quotes=self.quotes,
            own=self.url or self.metadata.url or "",
        )
        return found if self.demands is None else self.demands.of(found, self.lead_end)

    @cached_property
    def lead_end(self) -> int:
        """Where the lead of an article ends: its first heading below some prose; 0 where it has fewer than two of them."""
        below = [b.start for b in dropwhile(lambda b: b.kind == "heading", self.blocks) if b.kind == "heading"]
        return below[0] if len(below) > 1 else 0

    @cached_property
    def bodies(self) -> Mapping[str, str]:
        """By the names of voices, sites and documents, the body (a company, an office) that each speaks for, where that is told."""
        from auditor.text.bodies import bodies_behind  # noqa: PLC0415

        return bodies_behind(self.data, self.claims, self.references)

    @cached_property
    def reference_spans(self) -> tuple[Span, ...]:
        """Where lists of references stand, headings included, in order."""
        return tuple(Span(a.heading.start if a.heading else a.start, a.end) for a in self.reference_lists)

    def in_references(self, offset: int) -> bool:
        """Tell whether an offset lies in a list of references."""
        i = bisect_right(self.reference_spans, (offset, len(self.data) + 1)) - 1
        return i >= 0 and offset < self.reference_spans[i].end

    @cached_property
    def wikitext(self) -> bool:
        """Whether plain text is evidently wikitext: its brackets, braces and tags are another format's markup, no defects."""
        from auditor.text.wikitext import is_wikitext  # noqa: PLC0415

        return self.format == "text" and is_wikitext(self.data)

    @cached_property
    def title(self) -> str:
        """The article's title: what the format says, else its first heading, else its first short line, else nothing."""
        if self.metadata.title:
            return self.metadata.title
        for block in self.blocks:
            words = " ".join(self.words(block.start, block.end).split()).strip("#*_=- ") if block.kind == "heading" else ""
            if words:
                return words
        return ""

    # --- indexes --------------------------------------------------------------------------------------------

    @cached_property
    def _quote_starts(self) -> list[int]:
        return [q.start for q in self.quoted]

    @cached_property
    def _block_starts(self) -> list[int]:
        return [b.start for b in self.blocks]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [s.start for s in self.sentences]

    @cached_property
    def _link_starts(self) -> list[int]:
        return [link.start for link in self.all_links]

    @cached_property
    def _longest_link(self) -> int:
        return max((link.end - link.start for link in self.all_links), default=0)

    @cached_property
    def _marker_starts(self) -> list[int]:
        return [m.start for m in self.markers]

    @cached_property
    def _longest_marker(self) -> int:
        return max((m.end - m.start for m in self.markers), default=0)

    @cached_property
    def _mark_starts(self) -> list[int]:
        return [m.start for m in self.marks]

    @cached_property
    def _longest_mark(self) -> int:
        return max((m.end - m.start for m in self.marks), default=0)


_T = TypeVar("_T", Link, Marker)
_IN_URLS = frozenset((b"http", b"https", b"ftp", b"www"))
_LETTERS_ONLY = bytes(c if 97 <= c <= 122 else 32 for c in range(256))


def _touching(items: Sequence[_T], starts: list[int], longest: int, start: int, end: int) -> tuple[_T, ...]:
    lo = bisect_left(starts, start - longest)
    hi = bisect_right(starts, end)
    return tuple(item for item in items[lo:hi] if item.end >= start)
