"""A file of records written anew beside itself: unchanged bytes copied, changed records put in."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Protocol

from newslint.atomic import Replacement, unwritable
from newslint.sources.parts import Part

_CHUNK = 1 << 20


class Output(Protocol):
    """Takes a file's parts in order, changed or not, and makes them the file in the end."""

    @property
    def data(self) -> bytes:
        """All bytes after `commit`, where they are of standard input."""
        ...

    def keep(self, part: Part) -> None:
        """The next part stays as it is."""
        ...

    def put(self, part: Part, data: bytes) -> None:
        """The next part has new bytes."""
        ...

    def commit(self) -> bool:
        """Make the parts the file; False where nothing was changed."""
        ...

    def discard(self) -> None:
        """Leave the file as it was."""
        ...


class Rewriter:
    """Takes a file's bytes in order; nothing is written before the first change.

    `source` opens the file's decompressed bytes again, `wrap` compresses what is written. Raises
    NewslintError where the file cannot be written, at once if that can be seen at once.
    """

    def __init__(self, path: Path, source: Callable[[], BinaryIO], wrap: Callable[[BinaryIO], BinaryIO]) -> None:
        Replacement(path).discard()
        self._path = path
        self._source = source
        self._wrap = wrap
        self._kept = 0
        self._replacement: Replacement | None = None
        self._out: BinaryIO | None = None
        self.data = b""

    def keep(self, part: Part) -> None:
        """The next part stays as it is."""
        if self._out is None:
            self._kept += len(part.raw)
        else:
            self._write(part.raw)

    def put(self, part: Part, data: bytes) -> None:
        """The next part has new bytes."""
        if self._out is None:
            self._replacement = Replacement(self._path)
            self._out = self._wrap(self._replacement.out)
            with self._source() as stream:
                left = self._kept
                while left and (old := stream.read(min(left, _CHUNK))):
                    self._write(old)
                    left -= len(old)
        self._write(data)

    def _write(self, raw: bytes) -> None:
        assert self._out is not None
        try:
            self._out.write(raw)
        except OSError as error:
            self.discard()
            raise unwritable(self._path, error) from error

    def commit(self) -> bool:
        """Put the new file in the old one's place; False where nothing was changed."""
        if self._replacement is None or self._out is None:
            return False
        try:
            if self._out is not self._replacement.out:
                self._out.close()
            self._replacement.commit()
        except OSError as error:
            raise unwritable(self._path, error) from error
        finally:
            self.discard()
        return True

    def discard(self) -> None:
        """Leave the file as it was."""
        if self._replacement is not None:
            with suppress(OSError, ValueError):
                if self._out is not None and self._out is not self._replacement.out:
                    self._out.close()
            self._replacement.discard()
            self._replacement = self._out = None


class Collector:
    """The same for standard input: the new bytes are kept until somebody prints them."""

    def __init__(self, wrap: Callable[[BinaryIO], BinaryIO]) -> None:
        self._raw = io.BytesIO()
        self._out = wrap(self._raw)
        self._changed = False

    @property
    def data(self) -> bytes:
        """All bytes after `commit`."""
        return self._raw.getvalue()

    def keep(self, part: Part) -> None:
        """The next part stays as it is."""
        self._out.write(part.raw)

    def put(self, part: Part, data: bytes) -> None:
        """The next part has new bytes."""
        self._changed = True
        self._out.write(data)

    def commit(self) -> bool:
        """Finish compressing; False where nothing was changed."""
        if self._out is not self._raw:
            self._out.close()
        return self._changed

    def discard(self) -> None:
        """Nothing was written yet."""
