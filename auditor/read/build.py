"""What every reader builds with: prose, blocks, links and marks in order, and the map back to the source."""

from __future__ import annotations

from auditor.model import Block, BlockKind, Footnote, Link, LinkKind, Mark, MarkKind, Span
from auditor.offsets import OffsetMap, Segments


class Builder:
    """Collects one document. Source offsets are bytes of the UTF-8 encoded source; prose grows at its end only.

    Usage: `open` a block, `add` its words, `close` it; marks and links are told when they end, by the prose offset
    (`size`) noted when they began.
    """

    def __init__(self) -> None:
        self.size = 0
        self.blocks: list[Block] = []
        self.links: list[Link] = []
        self.marks: list[Mark] = []
        self.footnotes: list[Footnote] = []
        self._chunks: list[bytes] = []
        self._segments = Segments([], [], [])
        self._open: tuple[BlockKind, int, int, int | None, bool, str | None, int] | None = None

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
        self.close()
        self._open = (kind, self.size, level, ordinal, quoted, footnote, container)

    def close(self, *, keep_empty: bool = False) -> None:
        """End the open block; one without words leaves no trace unless ``keep_empty``."""
        if self._open is None:
            return
        kind, start, level, ordinal, quoted, footnote, container = self._open
        self._open = None
        if self.size == start and not keep_empty:
            return
        self.blocks.append(Block(kind, start, self.size, level, ordinal, quoted, footnote, container))
        self._chunks.append(b"\n\n")
        self.size += 2

    @property
    def is_open(self) -> bool:
        """Whether a block is open."""
        return self._open is not None

    def add(self, prose: bytes, start: int, end: int) -> None:
        """Append words that stand at ``[start, end)`` of the source; verbatim where the lengths agree."""
        if not prose:
            return
        segments = self._segments
        size = self.size
        if (
            segments.prose
            and segments.end[-1] == start
            and end - start == len(prose)
            and segments.end[-1] - segments.start[-1] == size - segments.prose[-1]
        ):
            segments.end[-1] = end
        else:
            segments.prose.append(size)
            segments.start.append(start)
            segments.end.append(end)
        self._chunks.append(prose)
        self.size = size + len(prose)

    def mark(self, kind: MarkKind, start: int) -> None:
        """Set apart the prose from ``start`` to here."""
        if self.size > start:
            self.marks.append(Mark(start, self.size, kind))

    def link(self, start: int, target: str, kind: LinkKind, source: tuple[int, int], title: str = "", label: str = "") -> None:
        """Record a link over the prose from ``start`` to here."""
        self.links.append(Link(start, self.size, target, kind, Span(*source), title, label))

    def footnote(self, label: str, start: int) -> None:
        """Record a footnote definition over the prose from ``start`` to here."""
        self.footnotes.append(Footnote(label, start, self.size))

    def finish(self) -> tuple[bytes, OffsetMap]:
        """Close what is open; give the prose and its map."""
        self.close()
        data = b"".join(self._chunks)
        return data, OffsetMap(len(data), self._segments)
