"""Compressed files: read as the stream inside, written back compressed the same way."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zlib
from collections.abc import Callable
from typing import Any, BinaryIO, cast

from newslint.model import NewslintError, Problem

MAGIC = {
    ".gz": b"\x1f\x8b",
    ".zst": b"\x28\xb5\x2f\xfd",
    ".bz2": b"BZh",
    ".xz": b"\xfd7zXZ\x00",
}
BROKEN = (EOFError, OSError, zlib.error, lzma.LZMAError, ValueError)
"""What reading a damaged stream raises."""


def inner_name(path: str) -> tuple[str, str]:
    """The name without the suffix of a compression, and that suffix.

    >>> inner_name("crawl/a.JSONL.GZ"), inner_name("a.txt")
    (('crawl/a.JSONL', '.gz'), ('a.txt', ''))
    """
    for suffix in MAGIC:
        if path.lower().endswith(suffix):
            return path[: -len(suffix)], suffix
    return path, ""


class Unpacked(io.RawIOBase):
    """What is inside a compressed stream; where that is damaged it ends, and `error` says why."""

    def __init__(self, inner: BinaryIO) -> None:
        self._inner = inner
        self.error: Exception | None = None

    def readable(self) -> bool:
        """True."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill the buffer with what can be had."""
        try:
            data = self._inner.read1(len(buffer))  # type: ignore[attr-defined]
        except BROKEN as error:
            self.error = error
            return 0
        buffer[: len(data)] = data
        return len(data)


def decompressed(path: str, stream: BinaryIO) -> BinaryIO:
    """The stream inside a compressed file, told by the suffix, an `Unpacked` where there is one.

    Raises NewslintError where suffix and content disagree, or the package for it is missing.
    """
    suffix = inner_name(path)[1]
    first = stream.read(8)
    stream.seek(0)
    real = next((name for name, magic in MAGIC.items() if first.startswith(magic)), "")
    if suffix and first and real != suffix:
        raise NewslintError(
            Problem(path, f"is not compressed as {suffix} says", 1, 1, "was it renamed, or unpacked already?")
        )
    if not suffix and real:
        raise NewslintError(Problem(path, f"is compressed ({real})", 1, 1, f"name it {path}{real}"))
    if not suffix:
        return stream
    if suffix == ".zst":
        reader = _zstandard(path).ZstdDecompressor().stream_reader(stream, read_across_frames=True)
        return cast(BinaryIO, Unpacked(cast(BinaryIO, _Stepwise(reader))))
    opened: dict[str, Callable[[], object]] = {
        ".gz": lambda: gzip.GzipFile(fileobj=stream),
        ".bz2": lambda: bz2.BZ2File(stream),
        ".xz": lambda: lzma.LZMAFile(stream),  # noqa: SIM115
    }
    return cast(BinaryIO, Unpacked(cast(BinaryIO, opened[suffix]())))


class _Stepwise:
    """Gives a zstd reader the method `read1`, and its errors the name of an OSError."""

    def __init__(self, reader: Any) -> None:
        self._reader = reader

    def read1(self, size: int) -> bytes:
        """What one step of unpacking gives."""
        try:
            data: bytes = self._reader.read(size)
        except Exception as error:
            raise OSError(str(error)) from error
        return data


def unpacked(path: str, raw: bytes) -> bytes:
    """All that is inside a compressed file. Raises what reading a damaged stream raises."""
    stream = decompressed(path, io.BytesIO(raw))
    content = stream.read()
    if isinstance(stream, Unpacked) and stream.error:
        raise stream.error
    return content


def _zstandard(path: str) -> Any:
    try:
        import zstandard
    except ImportError:
        raise NewslintError(
            Problem(path, "reading .zst needs the package zstandard", hint="pip install 'newslint[zst]'")
        ) from None
    return zstandard


def compressor(path: str, original: bytes) -> Callable[[BinaryIO], BinaryIO]:
    """What compresses as a file is compressed; `original` are its first bytes.

    Of gzip the level (as far as its header tells), the name and the time within stay; of zstd the
    check sum and the content size do.
    """
    suffix = inner_name(path)[1]
    if suffix == ".gz":
        level = {2: 9, 4: 1}.get(original[8] if len(original) > 8 else 0, 6)
        name, time = _gzip_header(original)
        return lambda out: cast(BinaryIO, gzip.GzipFile(name, "wb", level, out, time))
    if suffix == ".bz2":
        level = original[3] - ord("0") if len(original) > 3 and original[3:4].isdigit() else 9
        return lambda out: cast(BinaryIO, bz2.BZ2File(out, "wb", compresslevel=level or 9))
    if suffix == ".xz":
        check = original[7] if len(original) > 7 else lzma.CHECK_CRC64
        return lambda out: cast(BinaryIO, lzma.LZMAFile(out, "wb", check=check))
    if suffix == ".zst":
        zstandard = _zstandard(path)
        checked = bool(zstandard.get_frame_parameters(original).has_checksum) if original else False
        maker = zstandard.ZstdCompressor(write_checksum=checked)
        return lambda out: cast(BinaryIO, maker.stream_writer(out, closefd=False))
    return lambda out: out


def _gzip_header(original: bytes) -> tuple[str, float]:
    """The file name and the time that a gzip header holds (RFC 1952)."""
    if len(original) < 10:
        return "", 0
    time = int.from_bytes(original[4:8], "little")
    if original[3] & 0x0C != 0x08:
        return "", time
    end = original.find(b"\0", 10)
    return original[10:end].decode("latin-1"), time
