"""Read and write the key to codes: their secret, and the name behind each. Only its owner can read the file."""

import json
import os
import stat
from collections.abc import Mapping
from pathlib import Path

from graphmap.errors import BadData
from graphmap.export.anonymise import SALT_BYTES, Nameless
from graphmap.files import text_writer, write_whole
from graphmap.graph.snapshot import Snapshot

Codes = Mapping[str, Mapping[str, str]]


def read_key(path: Path) -> bytes | None:
    """Return the secret in a key file, or nothing if the file doesn't exist yet.

    Raises `BadData` for a file that is not a key, and for one that others than its owner can read.
    """
    found = _read(path)
    return found[0] if found else None


def write_key(path: Path, salt: bytes, snapshot: Snapshot, nameless: Nameless) -> None:
    """Write the secret, and the id and name behind each code of `nameless`. Codes that the file already has stay in it.

    Interactions are left out: they lead to no one. Raises as `read_key` does, and if the file can't be written."""
    found = _read(path)
    codes = dict(found[1]) if found else {}
    for key, code in nameless.codes.items():
        if not key.startswith("interaction:"):
            codes[code] = {"id": key, "name": snapshot.names[key]}
    text = json.dumps({"salt": salt.hex(), "codes": dict(sorted(codes.items()))}, ensure_ascii=False, indent=1)
    write_whole(path, text_writer(text), private=True)


def _read(path: Path) -> tuple[bytes, Codes] | None:
    try:
        if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & (stat.S_IRWXG | stat.S_IRWXO):
            raise BadData(
                f"Others can read the key {path}, so it protects nobody. Make it readable by you alone (chmod 600), or "
                "name another file."
            )
        read = json.loads(path.read_text(encoding="utf-8"))
        salt, codes = bytes.fromhex(read["salt"]), read["codes"]
        if len(salt) != SALT_BYTES or not isinstance(codes, dict):
            raise ValueError
    except FileNotFoundError:
        return None
    except OSError as error:
        raise BadData(f"The key {path} can't be read ({error.strerror}).") from None
    except (ValueError, KeyError, TypeError, RecursionError):
        raise BadData(f"{path} is not a key from graphmap. Name a file that doesn't exist to make a new one.") from None
    return salt, codes
