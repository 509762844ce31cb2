"""A reader over Streamlit's own WebSocket: what a browser sends and gets, without drawing it."""

from __future__ import annotations

import asyncio
import re
import time
from collections import deque
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection

VERSION = re.compile(r"数据版本 ([0-9a-f]{12})")
FINISHED = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)
PATIENCE = 120
# A browser keeps what it was sent for two runs, and tells the server so.
KEPT_RUNS = 2


@dataclass
class Look:
    """One run of a page as its reader gets it."""

    seconds: float = 0.0
    messages: int = 0
    size: int = 0
    faults: list[str] = field(default_factory=list)
    versions: set[str] = field(default_factory=set)
    texts: list[str] = field(default_factory=list)


class Reader:
    """One session: a page, what its widgets hold, and its connection."""

    def __init__(self, address: str, page: str, cookies: dict[str, str] | None = None) -> None:
        self.address, self.page = address.rstrip("/"), page
        self.held: dict[str, bool | list[str]] = {}
        self.offered: dict[str, list[str]] = {}
        self.cookies = dict(cookies or {})
        self._ids: dict[str, str] = {}
        self._part = (
            ""  # of the page that a filter's change draws anew; all of it before the first run
        )
        self._sent: deque[set[str]] = deque(maxlen=KEPT_RUNS)
        self._socket: ClientConnection | None = None

    async def connect(self) -> None:
        """A new connection, as a first visit or as a browser that has lost its own."""
        headers = {"Origin": self.address[: -len(urlsplit(self.address).path) or None]}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        self._socket = await websockets.connect(
            f"{self.address.replace('http', 'ws', 1)}/_stcore/stream",
            subprotocols=["streamlit"],
            additional_headers=headers,
            max_size=None,
            open_timeout=PATIENCE,
            compression=None,
        )
        for cookie in self._socket.response.headers.get_all("Set-Cookie"):
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value

    async def close(self) -> None:
        """Leave."""
        if self._socket:
            await self._socket.close()
            self._socket = None
            # what was sent to an earlier connection the next process does not know
            self._sent.clear()
            self._part = ""

    async def look(self, **changed: bool | list[str]) -> Look:
        """Change filters and wait until the page has been sent; without a change: open it."""
        if self._socket is None:
            await self.connect()
        self.held |= changed
        began = time.perf_counter()
        await self._socket.send(self._request())
        found = await asyncio.wait_for(self._received(), PATIENCE)
        found.seconds = time.perf_counter() - began
        return found

    def _request(self) -> bytes:
        state = ClientState(page_name=self.page, query_string=self._query(), fragment_id=self._part)
        for key, value in self.held.items():
            if key not in self._ids:
                continue
            widget = state.widget_states.widgets.add(id=self._ids[key])
            if isinstance(value, bool):
                widget.bool_value = value
            else:
                widget.string_array_value.data.extend(value)
        state.cached_message_hashes.extend(set().union(*self._sent))
        return BackMsg(rerun_script=state).SerializeToString()

    def _query(self) -> str:
        told = {
            key: str(value).lower() if isinstance(value, bool) else value
            for key, value in self.held.items()
            if value not in ([], True)
        }
        return urlencode(told, doseq=True)

    async def _received(self) -> Look:
        found = Look()
        self._sent.append(set())
        while True:
            content = await self._socket.recv()
            found.messages += 1
            found.size += len(content)
            message = ForwardMsg.FromString(content)
            if message.metadata.cacheable or message.HasField("ref_hash"):
                self._sent[-1].add(message.ref_hash or message.hash)
            kind = message.WhichOneof("type")
            if kind == "delta":
                self._take(message.delta, found)
            elif kind == "page_not_found":
                found.faults.append("page not found")
            elif kind == "script_finished" and message.script_finished in FINISHED:
                return found
            elif (
                kind == "script_finished"
                and message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR
            ):
                found.faults.append("compile error")
                return found

    def _take(self, delta: object, found: Look) -> None:
        """Note widgets, faults, and the data version that the page names."""
        if delta.WhichOneof("type") != "new_element":
            return
        element = delta.new_element
        kind = element.WhichOneof("type")
        if kind in ("multiselect", "checkbox"):
            widget = getattr(element, kind)
            key = widget.id.rpartition("-")[2]
            self._ids[key] = widget.id
            self._part = delta.fragment_id
            self.offered[key] = list(getattr(widget, "options", ()))
        elif kind == "exception":
            found.faults.append(element.exception.type or "exception")
        elif kind == "markdown":
            found.texts.append(element.markdown.body)
            found.versions |= set(VERSION.findall(element.markdown.body))
