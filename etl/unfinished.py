"""What an extraction has done so far, kept beside its output so that a next run goes on from there.

One JSON line a document, in the catalogue's order, each with the key of what decided it: what
still holds is taken over, from the first that does not everything is done anew.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from types import TracebackType

from filelock import FileLock, Timeout

from etl.documents import Outcome, Work

# At most so many documents are lost with a killed run.
FLUSH_EVERY = 50


class InUseError(Exception):
    """Another run is writing the same output."""


class Unfinished:
    """The documents done so far of one extraction; a context manager that holds its file."""

    def __init__(self, out: Path, work: Sequence[Work]) -> None:
        self._path = out.with_name(f"{out.name}.unfinished")
        self._lock = FileLock(self._path.with_name(f"{self._path.name}.lock"), timeout=0)
        # before the work: a report changed meanwhile is done anew
        self._keys = [one.key for one in work]
        self.done = 0

    def __enter__(self) -> Unfinished:
        """Take over what still holds.

        Raises:
            InUseError: another run has it.
        """
        try:
            self._lock.acquire()
        except Timeout:
            raise InUseError(f"另一个抽取正在写 {self._path.name}") from None
        self._handle = self._path.open("a+b")
        self._handle.seek(0)
        end = 0
        for line, key in zip(self._handle, self._keys, strict=False):
            if not line.endswith(b"\n") or _key(line) != key:
                break
            self.done += 1
            end += len(line)
        self._handle.truncate(end)
        self._handle.seek(end)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Keep it for a next run."""
        self._handle.close()
        self._lock.release()

    def add(self, outcome: Outcome) -> None:
        """Keep the outcome of the next document."""
        record = {"key": self._keys[self.done], **asdict(outcome)}
        self._handle.write(json.dumps(record, ensure_ascii=False).encode("utf-8") + b"\n")
        self.done += 1
        if self.done % FLUSH_EVERY == 0:
            self._handle.flush()

    def outcomes(self) -> Iterator[Outcome]:
        """All that is done, in the catalogue's order."""
        self._handle.flush()
        with self._path.open("rb") as handle:
            for line in handle:
                record = json.loads(line)
                del record["key"]
                yield Outcome(**record)

    def remove(self) -> None:
        """The output is written: nothing is unfinished."""
        self._path.unlink()
        with suppress(OSError):  # where a file that is held cannot be removed, it stays
            Path(self._lock.lock_file).unlink()


def _key(line: bytes) -> str | None:
    try:
        return json.loads(line)["key"]
    except ValueError:
        return None
