"""Small messages do not wait for one another."""

import asyncio
import socket
from concurrent.futures import ThreadPoolExecutor

import pytest

from pages.parts import wire


@pytest.fixture(autouse=True)
def another_process():
    """It is done once a process."""
    wire.send_at_once.cache_clear()
    yield
    wire.send_at_once.cache_clear()


@pytest.fixture
def listener():
    """A socket as Streamlit makes it: nothing says that it is TCP, so that asyncio leaves it."""
    with socket.socket(family=socket.AF_INET) as made:
        made.bind(("127.0.0.1", 0))
        yield made


def test_without_it_a_connection_waits(listener):
    assert not run(accepted(listener, lambda: None))


def test_one_to_come_sends_at_once(listener):
    assert run(accepted(listener, wire.send_at_once))


def test_one_that_is_there_already_sends_at_once(listener):
    assert run(accepted(listener, lambda: None, wire.send_at_once))


def test_a_closed_socket_is_passed_over(listener):
    listener.close()
    assert wire.send_at_once() >= 0


def run(asked):
    """Its answer, from a thread of its own: a browser's loop may run in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, asked).result()


async def accepted(listener, before, after=lambda: None):
    """Whether the server's end of a connection sends at once."""
    ends = asyncio.Queue()
    server = await asyncio.start_server(
        lambda _, writer: ends.put_nowait(writer), sock=listener.dup()
    )
    async with server:
        before()
        _, ours = await asyncio.open_connection(*listener.getsockname())
        theirs = await ends.get()
        after()
        found = theirs.get_extra_info("socket").getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
        for end in (theirs, ours):
            end.close()
            await end.wait_closed()
    return bool(found)
