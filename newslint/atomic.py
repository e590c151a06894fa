"""Write a file so that whoever reads it finds the old bytes or the new, never a mixture."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from newslint.model import NewslintError, Problem


def write_atomic(path: Path, data: bytes, root: Path | None = None) -> None:
    """Replace a file's bytes; mode and, where allowed, owner stay.

    A link is followed only to a target inside `root` (the current folder unless given). Raises
    NewslintError where the file cannot be written; it is then unchanged.
    """
    target = path
    if path.is_symlink():
        target = path.resolve()
        inside = (root or Path.cwd()).resolve()
        if not target.is_relative_to(inside):
            raise NewslintError(Problem(str(path), f"is a link to {target}, out of the tree: not written"))
    temporary: str | None = None
    try:
        status = target.stat()
        if not os.access(target, os.W_OK):
            raise PermissionError("the file is read-only")
        handle, temporary = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".newslint", dir=target.parent)
        with os.fdopen(handle, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        _keep_owner(temporary, status)
        Path(temporary).replace(target)
    except OSError as error:
        if temporary is not None:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()
        why = error.strerror or str(error)
        raise NewslintError(Problem(str(path), f"cannot be written: {why}")) from error
    _sync_folder(target.parent)


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
