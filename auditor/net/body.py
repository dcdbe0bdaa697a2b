"""Bodies as they stream in: decompressed by the piece and capped, so that a small answer cannot fill the memory."""

from __future__ import annotations

import zlib

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_GZIP = 16 + zlib.MAX_WBITS
ENCODINGS = "gzip, deflate"


class Body:
    """Collects at most ``most`` bytes of a body in one of the `ENCODINGS`."""

    def __init__(self, most: int, encoding: str = "") -> None:
        self._most = most
        self._parts: list[bytes] = []
        self._size = 0
        self._encoding = encoding.strip().lower()
        self._decoder: Any = zlib.decompressobj(_GZIP) if self._encoding in ("gzip", "x-gzip") else None
        self.cut = False

    @property
    def data(self) -> bytes:
        """What was collected."""
        return b"".join(self._parts)

    def feed(self, chunk: bytes) -> bool:
        """Take a chunk; false when there is no use in another."""
        if self._encoding == "deflate" and self._decoder is None and chunk:
            wrapped = chunk[0] & 0x0F == 8 and len(chunk) > 1 and int.from_bytes(chunk[:2], "big") % 31 == 0
            self._decoder = zlib.decompressobj(zlib.MAX_WBITS if wrapped else -zlib.MAX_WBITS)
        room = self._most - self._size
        if self._decoder is None:
            piece = chunk[:room]
            self.cut = self.cut or len(chunk) > room
        else:
            try:
                piece = self._decoder.decompress(chunk, room + 1)
            except zlib.error:  # what has been read so far stands
                self.cut = True
                return False
            self.cut = self.cut or len(piece) > room
            piece = piece[:room]
        self._parts.append(piece)
        self._size += len(piece)
        return not self.cut
