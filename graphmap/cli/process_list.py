"""Takes the passwords of stores out of the list of processes, which everybody on a computer can read.

Linux shows a process's arguments as they are in its memory, where the process may change them. Elsewhere
``GRAPHMAP_PASSWORD`` is the way: nobody else can read the environment of a process.
"""

import contextlib
import re
from pathlib import Path

_PASSWORD = re.compile(rb"(?<=://)(?P<user>[^\0/@:]*):(?P<password>[^\0]+)(?=@)")
_BEGIN, _END = 45, 46  # where the arguments are, among what /proc/self/stat has after the program's name


def hide_passwords() -> None:
    """Overwrite each password of a store's URL among this process's arguments with stars."""
    with contextlib.suppress(OSError, ValueError, IndexError):
        numbers = Path("/proc/self/stat").read_text().rpartition(")")[2].split()
        begin, end = int(numbers[_BEGIN]), int(numbers[_END])
        with Path("/proc/self/mem").open("r+b", buffering=0) as memory:
            memory.seek(begin)
            arguments = memory.read(end - begin)
            for found in _PASSWORD.finditer(arguments):
                memory.seek(begin + found.start("password"))
                memory.write(b"*" * len(found["password"]))
