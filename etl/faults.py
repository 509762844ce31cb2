"""What can be wrong with the reviewed data, said so that its editor can mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

ERROR, NOTICE = "错误", "提示"


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault: where it stands, what is wrong, how to mend it.

    ``line`` counts from 1 with the header; 0 speaks of the whole file. A NOTICE
    does not stop a build.
    """

    file: str
    line: int
    problem: str
    remedy: str
    level: str = ERROR

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}  {self.level}：{self.problem}。{self.remedy}。"


class FaultyDataError(Exception):
    """The reviewed data has errors; nothing was built."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(f"数据有 {len(self.faults)} 处错误，未生成数据库")


def errors(faults: Iterable[Fault]) -> list[Fault]:
    """The faults that stop a build."""
    return [fault for fault in faults if fault.level == ERROR]
