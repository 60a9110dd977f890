"""Writes files whole or not at all. What is written is on the disk, and stays there through a power cut."""

import errno
import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO

from graphmap.errors import BadData, GraphmapError, NoStore

Write = Callable[[IO[bytes]], None]
"""Fills a file."""


def text_writer(text: str) -> Write:
    """Return what fills a file with `text`."""

    def write(file: IO[bytes]) -> None:
        file.write(text.encode())

    return write


def write_whole(path: Path, write: Write, private: bool = False) -> None:
    """Let `write` fill a file that takes the place of `path` when it is complete and on the disk.

    Only the owner can read a `private` file. Raises `BadData` where `path` cannot be written, and `NoStore` where the
    disk is full."""
    write_files({path: write}, private)


def write_files(files: Mapping[Path, Write], private: bool = False) -> None:
    """Fill several files as `write_whole` fills one: none takes its place before all are complete."""
    drafts: dict[Path, str] = {}
    path = next(iter(files))
    try:
        for path, write in files.items():
            if path.exists() and not path.is_file():  # a device or a pipe has no place to take
                with path.open("wb") as file:
                    write(file)
                continue
            with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
                drafts[path] = file.name
                write(file)
                file.flush()
                os.fsync(file.fileno())
        for path in list(drafts):
            if not private:
                Path(drafts[path]).chmod(0o666 & ~_umask())
            Path(drafts[path]).replace(path)
            del drafts[path]
            _sync_folder(path.parent)
    except OSError as error:
        raise _unwritten(path, error, "choose another place") from None
    finally:
        for draft in drafts.values():
            Path(draft).unlink(missing_ok=True)


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make `folder` with these files, by their path in it. It exists when all are complete, or not at all.

    An existing `folder` must be empty. Raises as `write_whole` does.
    """
    draft: Path | None = None
    try:
        folder.absolute().parent.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(dir=folder.absolute().parent, prefix=f".{folder.name}."))
        for name, content in files.items():
            (draft / name).parent.mkdir(parents=True, exist_ok=True)
            with (draft / name).open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        for inside in {draft, *((draft / name).parent for name in files)}:
            _sync_folder(inside)
        draft.chmod(0o777 & ~_umask())
        if folder.exists():
            folder.rmdir()
        draft.replace(folder)
        draft = None
        _sync_folder(folder.absolute().parent)
    except OSError as error:
        raise _unwritten(folder, error, "choose another place") from None
    finally:
        if draft:
            shutil.rmtree(draft, ignore_errors=True)


def make_private_folder(folder: Path) -> None:
    """Make `folder`, and the folders above it that are missing, for their owner alone, whatever the umask."""
    for each in reversed((folder, *folder.parents)):
        if not each.is_dir():
            each.mkdir(mode=0o700, exist_ok=True)


def _sync_folder(folder: Path) -> None:
    """Put the names in `folder` on the disk. Windows does that by itself and opens no folder."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # some network disks can't
            raise
    finally:
        os.close(handle)


def _unwritten(path: Path, error: OSError, instead: str) -> GraphmapError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return NoStore(f"The disk is full: {path} was not written; make room and try again.")
    return BadData(f"{path} cannot be written ({error.strerror}); {instead}.")


def _umask() -> int:
    current = os.umask(0o077)  # another thread may make a file in this moment
    os.umask(current)
    return current
