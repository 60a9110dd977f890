"""Check that a path leads to a file or a folder that can be read, before anything is read from it."""

from pathlib import Path

from graphmap.errors import BadData


def check_readable(path: Path) -> None:
    """Raise `BadData` unless `path` is a folder or an ordinary file that we may read.

    A pipe or a device has no end, so reading one would wait for ever.
    """
    try:
        if not path.exists():
            raise BadData(f"There is nothing at {path}; check the spelling of the path.")
        if path.is_dir():
            next(path.iterdir(), None)
        elif path.is_file():
            path.open("rb").close()
        else:
            raise BadData(f"{path} is a pipe or a device, not a file; save the data as a file first.")
    except (OSError, ValueError) as error:  # ValueError: a null character in the path
        reason = getattr(error, "strerror", None) or error
        raise BadData(f"{_short(path)} cannot be read ({reason}); check the path and its permissions.") from None


def _short(path: Path) -> str:
    text = str(path)
    return text if len(text) <= 200 else f"{text[:200]}…"
