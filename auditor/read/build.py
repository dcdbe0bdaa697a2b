"""What every reader builds with: prose, blocks, links and marks in order, and the map back to the source."""

from __future__ import annotations

from auditor.model import Block, BlockKind, Comment, Footnote, Link, LinkKind, Mark, MarkKind, Span
from auditor.model.made import NamedTuple
from auditor.offsets import OffsetMap, Segments

_NOWHERE = -1  # no word of any source starts here


class OpenBlock(NamedTuple):
    """A block that still grows: as in `Block`, without its end."""

    kind: BlockKind
    start: int
    level: int = 0
    ordinal: int | None = None
    quoted: bool = False
    footnote: str | None = None
    container: int = 0


class Builder:
    """Collects one document. Source offsets are bytes of the UTF-8 encoded source; prose grows at its end only.

    Usage: `open` a block, `add` its words, `close` it; marks and links are told when they end, by the prose offset
    (`size`) noted when they began.
    """

    __slots__ = ("_chunks", "_prose", "_source_ends", "_source_starts", "_verbatim_to", "blocks", "comments",
                 "current", "footnotes", "images", "links", "marks", "size")  # fmt: skip

    def __init__(self) -> None:
        self.size = 0
        self.blocks: list[Block] = []
        self.links: list[Link] = []
        self.images: list[Link] = []
        self.marks: list[Mark] = []
        self.footnotes: list[Footnote] = []
        self.comments: list[Comment] = []
        self._chunks: list[bytes] = []
        self._prose: list[int] = []
        self._source_starts: list[int] = []
        self._source_ends: list[int] = []
        self._verbatim_to = _NOWHERE  # source end of the last segment, where more of the same may follow
        self.current: OpenBlock | None = None

    def open(
        self,
        kind: BlockKind,
        *,
        level: int = 0,
        ordinal: int | None = None,
        quoted: bool = False,
        footnote: str | None = None,
        container: int = 0,
    ) -> None:
        """Begin a block, after closing the one before."""
        if self.current is not None:
            self.close()
        self.current = OpenBlock(kind, self.size, level, ordinal, quoted, footnote, container)

    def close(self, *, keep_empty: bool = False) -> None:
        """End the open block, white space at its end not counted; one without words leaves no trace unless ``keep_empty``."""
        if self.current is None:
            return
        kind, start, level, ordinal, quoted, footnote, container = self.current
        self.current = None
        if self.size == start and not keep_empty:
            return
        end = self.size
        if end > start and self._chunks[-1][-1] <= 32:
            end = self._words_end(start)
        self.blocks.append(Block(kind, start, end, level, ordinal, quoted, footnote, container))
        self._chunks.append(b"\n\n")
        self.size += 2
        self._verbatim_to = _NOWHERE

    def _words_end(self, start: int) -> int:
        """Where the words of the block end that was begun at ``start``: before the white space that ends it."""
        end, i = self.size, len(self._chunks)
        while end > start:
            i -= 1
            chunk = self._chunks[i]
            end -= len(chunk)
            words = len(chunk.rstrip(b" \t\n\r"))
            if words:
                return end + words
        return start

    @property
    def end(self) -> int:
        """Where the prose ends so far, blank lines after a closed block not counted."""
        return self.size if self.current is not None or not self.blocks else self.blocks[-1].end

    def data_from(self, start: int) -> bytes:
        """Give the prose from ``start``, which lies not far back, to the end."""
        chunks, size = [], self.size
        for chunk in reversed(self._chunks):
            if size <= start:
                break
            chunks.append(chunk)
            size -= len(chunk)
        return b"".join(reversed(chunks))[max(0, start - size) :]

    def add(self, prose: bytes, start: int, end: int) -> None:
        """Append words that stand at ``[start, end)`` of the source; verbatim where the lengths agree."""
        length = len(prose)
        if not length:
            return
        if end - start == length:
            if start == self._verbatim_to:
                self._source_ends[-1] = end
            else:
                self._prose.append(self.size)
                self._source_starts.append(start)
                self._source_ends.append(end)
            self._verbatim_to = end
        else:
            self._prose.append(self.size)
            self._source_starts.append(start)
            self._source_ends.append(~end)
            self._verbatim_to = _NOWHERE
        self._chunks.append(prose)
        self.size += length

    def mark(self, kind: MarkKind, start: int) -> None:
        """Set apart the prose from ``start`` to here."""
        end = self.end
        if end > start:
            self.marks.append(Mark(start, end, kind))

    def link(self, start: int, target: str, kind: LinkKind, source: tuple[int, int], *, title: str = "", label: str = "") -> None:
        """Record a link over the prose from ``start`` to here."""
        self.links.append(Link(start, max(start, self.end), target, kind, Span(*source), title, label))

    def image(self, start: int, target: str, source: tuple[int, int], title: str = "") -> None:
        """Record an image over the prose (the words that stand for it) from ``start`` to here."""
        self.images.append(Link(start, max(start, self.end), target, "image", Span(*source), title))

    def footnote(self, label: str, start: int) -> None:
        """Record a footnote definition over the prose from ``start`` to here."""
        self.footnotes.append(Footnote(label, start, max(start, self.end)))

    def comment(self, start: int, end: int) -> None:
        """Record a comment at ``[start, end)`` of the source."""
        self.comments.append(Comment(Span(start, end), self.current is not None))

    def finish(self) -> tuple[bytes, OffsetMap]:
        """Close what is open; give the prose and its map."""
        self.close()
        data = b"".join(self._chunks)
        return data, OffsetMap(Segments(self._prose, self._source_starts, self._source_ends))
