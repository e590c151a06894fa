"""Write a file so that whoever reads it finds the old bytes or the new, never a mixture."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import BinaryIO

from newslint.problems import NewslintError, Problem


class Replacement:
    """A file's new bytes beside it, until `commit` puts them in its place; mode and, where allowed, owner stay.

    A link is followed only to a target inside `root` (the current folder unless given). Raises
    NewslintError where the file cannot be written; it is then unchanged.
    """

    def __init__(self, path: Path, root: Path | None = None) -> None:
        self._path = path
        self._target = path
        self._temporary: str | None = None
        if path.is_symlink():
            self._target = path.resolve()
            inside = (root or Path.cwd()).resolve()
            if not self._target.is_relative_to(inside):
                raise NewslintError(Problem(str(path), f"is a link to {self._target}, out of the tree: not written"))
        import tempfile

        try:
            self._status = self._target.stat()
            if not os.access(self._target, os.W_OK):
                raise PermissionError("the file is read-only")
            folder, name = self._target.parent, self._target.name
            handle, self._temporary = tempfile.mkstemp(prefix=f".{name}.", suffix=".newslint", dir=folder)
            self.out: BinaryIO = os.fdopen(handle, "wb")
        except OSError as error:
            raise self._failed(error) from error

    def commit(self) -> None:
        """Make the new bytes the file's."""
        assert self._temporary is not None
        try:
            self.out.flush()
            os.fsync(self.out.fileno())
            self.out.close()
            _keep_owner(self._temporary, self._status)
            Path(self._temporary).replace(self._target)
        except OSError as error:
            raise self._failed(error) from error
        self._temporary = None
        _sync_folder(self._target.parent)

    def discard(self) -> None:
        """Leave the file as it was, and nothing beside it."""
        if self._temporary is not None:
            with contextlib.suppress(OSError):
                self.out.close()
            with contextlib.suppress(OSError):
                Path(self._temporary).unlink()
            self._temporary = None

    def _failed(self, error: OSError) -> NewslintError:
        self.discard()
        return unwritable(self._path, error)


def unwritable(path: Path | str, error: Exception) -> NewslintError:
    """What is raised where a file cannot be written."""
    why = getattr(error, "strerror", None) or str(error)
    return NewslintError(Problem(str(path), f"cannot be written: {why}"))


def write_atomic(path: Path, data: bytes, root: Path | None = None) -> None:
    """Replace a file's bytes; see `Replacement`."""
    replacement = Replacement(path, root)
    try:
        replacement.out.write(data)
        replacement.commit()
    except OSError as error:
        raise replacement._failed(error) from error
    finally:
        replacement.discard()


def _keep_owner(temporary: str, status: os.stat_result) -> None:
    Path(temporary).chmod(status.st_mode & 0o7777)
    if hasattr(os, "chown"):
        with contextlib.suppress(PermissionError):
            os.chown(temporary, status.st_uid, status.st_gid)


def _sync_folder(folder: Path) -> None:
    """Make the rename itself last; not every file system can."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
