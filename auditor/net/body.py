"""Bodies as they stream in: decompressed by the piece and capped, so that a small answer cannot fill the memory."""

from __future__ import annotations

import zlib

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_GZIP = 16 + zlib.MAX_WBITS
_MAGIC = b"\x1f\x8b"
_ZIPPED = frozenset({"gzip", "x-gzip"})
_FOREIGN = frozenset({"br", "zstd", "compress", "x-compress", "dcb", "dcz", "exi", "lzma", "xz", "bzip2"})  # nobody asked for these
ENCODINGS = "gzip, deflate"


def _named(encoding: str) -> list[str]:
    return [name for part in encoding.lower().split(",") if (name := part.strip()) in _ZIPPED | _FOREIGN | {"deflate"}]


def is_foreign(encoding: str) -> bool:
    """Tell whether nothing can be read of a body, because of its ``Content-Encoding``."""
    names = _named(encoding)
    return len(names) > 1 or bool(_FOREIGN.intersection(names))


class Body:
    """Collects at most ``most`` bytes of a body in one of the `ENCODINGS`; of one in another nothing."""

    def __init__(self, most: int, encoding: str = "") -> None:
        self._most = most
        self._parts: list[bytes] = []
        self._size = 0
        names = _named(encoding)
        self._encoding = names[0] if len(names) == 1 else "".join(names)  # two, one in the other, are as good as foreign
        self._decoder: Any = zlib.decompressobj(_GZIP) if self._encoding in _ZIPPED else None
        self._first = b""
        self._cut = self._done = self._fed = False

    @property
    def data(self) -> bytes:
        """What was collected."""
        return b"".join(self._parts)

    @property
    def cut(self) -> bool:
        """Whether that is not all: too much, broken off, or unreadable."""
        return self._cut or bool(self._first) or (self._fed and self._decoder is not None and not self._decoder.eof)

    def stop(self) -> None:
        """Take note that the rest does not come."""
        self._cut = True

    def feed(self, chunk: bytes) -> bool:
        """Take a chunk; false when there is no use in another."""
        self._fed = self._fed or bool(chunk)
        if self._decoder is None and self._encoding:
            if self._encoding != "deflate":
                self._cut = True
                return False
            chunk = self._first + chunk
            self._first = chunk if len(chunk) < 2 else b""  # two bytes tell which of the two kinds it is
            if self._first:
                return True
            if chunk:
                wrapped = chunk[0] & 0x0F == 8 and int.from_bytes(chunk[:2], "big") % 31 == 0
                self._decoder = zlib.decompressobj(zlib.MAX_WBITS if wrapped else -zlib.MAX_WBITS)
        while chunk and not self.is_full:
            piece, chunk = self._next(chunk, self._most - self._size)
            self._parts.append(piece)
            self._size += len(piece)
        return not self.is_full

    @property
    def is_full(self) -> bool:
        """Whether nothing that comes can be of use."""
        return self._cut or self._done

    def _next(self, chunk: bytes, room: int) -> tuple[bytes, bytes]:
        """Give what a chunk holds, at most ``room`` bytes, and what of it stands behind the end of a compressed part."""
        piece, rest = chunk, b""
        if self._decoder is not None:
            if self._decoder.eof and chunk.startswith(_MAGIC):  # parts one after the other, as `cat` joins them
                self._decoder = zlib.decompressobj(_GZIP)
            self._done = bool(self._decoder.eof)  # what stands behind it is none of the body's
            try:
                piece = b"" if self._done else self._decoder.decompress(chunk, room + 1)
            except zlib.error:  # what has been read so far stands
                self._cut = True
                return b"", b""
            rest = b"" if self._done else self._decoder.unused_data
        self._cut = self._cut or len(piece) > room
        return piece[:room], rest
