"""An input as a stream of bytes that is unpacked on the way, and of lines that never fill the memory."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa

from auditor.corpus.storage import place

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.corpus.inputs import Split

MOST = 64 << 20  # bytes of one record; more is no article, and would have to be held in memory
_BLOCK = 1 << 16  # where the packing is damaged, what was unpacked of the block is lost


@dataclass
class Meter:
    """How many bytes of an input were read, as it lies on the disk."""

    position: int = 0


class Stream:
    """The unpacked bytes of an input; the meter counts the packed ones."""

    def __init__(self, split: Split, meter: Meter) -> None:
        where = place(split.uri)
        self._meter = meter
        self._file = where.system.open_input_file(where.path)
        self._stream = pa.CompressedInputStream(self._file, split.compression) if split.compression else self._file
        self._read = 0

    def read(self, size: int = _BLOCK) -> bytes:
        """Give the next bytes; raises `OSError` where the packing is damaged or cut short."""
        data: bytes = self._stream.read(size if size >= 0 else None)
        self._read += len(data)
        self._meter.position = self._file.tell()
        return data

    def tell(self) -> int:
        """Give how many unpacked bytes were read: FastWARC asks."""
        return self._read

    def seek(self, offset: int, whence: int = 0) -> int:
        """Refuse: what is unpacked has no way back. FastWARC asks for the method, and goes forward only."""
        raise OSError(f"a corpus is read forward only, not from {offset} ({whence})")

    def close(self) -> None:
        """Let go of the file."""
        self._stream.close()
        self._file.close()

    def lines(self, most: int = MOST) -> Iterator[tuple[bytes, bool]]:
        """Yield the lines with their ends, and whether each is whole; one of more than ``most`` bytes is cut there."""
        rest = b""
        dropping = False
        while data := self.read():
            *whole, rest = (rest + data).split(b"\n")  # at line feeds only: a lone carriage return ends no line
            for line in whole:
                if not dropping:
                    yield (line + b"\n", True) if len(line) <= most else (line[:most], False)
                dropping = False
            if len(rest) > most:
                if not dropping:
                    yield rest[:most], False
                dropping, rest = True, b""
        if rest and not dropping:
            yield rest, True
