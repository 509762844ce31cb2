"""python -m etl.read_apart FILE: read one report in a process of its own, within limits.

Prints the text. Exit 2: refused, the reason on stderr; anything else: it broke.
"""

from __future__ import annotations

import sys
from pathlib import Path

MEMORY = 2 * 1024**3
CPU_SECONDS = 50


def main() -> None:
    """Read the file named on the command line."""
    _limit()
    from etl.read import UnreadableError, read_report

    try:
        text = read_report(Path(sys.argv[1]))
    except UnreadableError as error:
        sys.stderr.buffer.write(str(error).encode())
        sys.exit(2)
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))


def _limit() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits; the caller's time limit holds there too
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


if __name__ == "__main__":
    main()
