"""The log: a line of JSON an event, without a word of a report, of a search or about a person.

Written where CLEAN_GOVERNANCE_LOG says: a file, which is kept small, or ``stderr``. Without it
there is no log, and a developer sees Streamlit's own messages.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import traceback
from datetime import datetime
from functools import cache
from logging.handlers import RotatingFileHandler
from pathlib import Path

SETTING = "CLEAN_GOVERNANCE_LOG"
ROOT = Path(__file__).parents[2]
LARGEST, KEPT_FILES = 10 * 2**20, 5
# What an event may say. A word that is no field here is not written.
FIELDS = ("event", "page", "query", "milliseconds", "version", "type", "where")
# Whose messages stand in the log beside ours, without what they were about.
SERVERS = ("streamlit", "uvicorn", "websockets", "asyncio")
MOST_PLACES = 12

_logger = logging.getLogger("clean_governance")


def event(name: str, level: int = logging.INFO, **facts: object) -> None:
    """One event and its facts, each one of FIELDS."""
    _logger.log(level, "", extra={"facts": {"event": name, **facts}})


def places(error: BaseException) -> list[str]:
    """Where an error came from, innermost last: files and lines, no values and no message."""
    frames = traceback.extract_tb(error.__traceback__)[-MOST_PLACES:]
    return [f"{_short(frame.filename)}:{frame.lineno}" for frame in frames]


@cache
def setup() -> None:
    """Begin the log, if one is asked for; once a process."""
    _logger.propagate = False
    where = os.environ.get(SETTING)
    if not where:
        _logger.addHandler(logging.NullHandler())
        return
    handler = _handler(where)
    handler.setFormatter(Lines())
    _logger.setLevel(logging.INFO)
    _logger.addHandler(handler)
    logging.getLogger().addHandler(handler)
    # the servers' own handlers write whole messages, with whatever they hold
    for name in list(logging.root.manager.loggerDict):
        if name.partition(".")[0] in SERVERS:
            logging.getLogger(name).handlers = [handler]
            logging.getLogger(name).propagate = False


def _handler(where: str) -> logging.Handler:
    if where == "stderr":
        return logging.StreamHandler(sys.stderr)
    return RotatingFileHandler(where, maxBytes=LARGEST, backupCount=KEPT_FILES, encoding="utf-8")


class Lines(logging.Formatter):
    """A record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Ours as it is; of a server's only the pattern of its message, and what was raised."""
        told = {
            "time": datetime.fromtimestamp(record.created)
            .astimezone()
            .isoformat(timespec="milliseconds"),
            "level": record.levelname,
        }
        facts = getattr(record, "facts", None)
        if facts is None:
            facts = _of_server(record)
        else:
            facts = {name: facts[name] for name in FIELDS if facts.get(name) is not None}
        return json.dumps(told | facts, ensure_ascii=False)


def _of_server(record: logging.LogRecord) -> dict[str, object]:
    told: dict[str, object] = {"event": "server", "logger": record.name}
    # a pattern with places to fill was written by a programmer; a finished text may hold anything
    if record.args:
        told["message"] = str(record.msg)
    if record.exc_info and record.exc_info[1]:
        told["type"] = type(record.exc_info[1]).__name__
        told["where"] = places(record.exc_info[1])
    return told


def _short(name: str) -> str:
    path = Path(name)
    if "site-packages" in path.parts:
        return "/".join(path.parts[path.parts.index("site-packages") + 1 :])
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.name
