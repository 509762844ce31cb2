"""Several processes behind nginx: who comes stays, who dies is replaced, nobody loses filters."""

import asyncio
import signal
import socket
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner

from deploy import nginx
from deploy.__main__ import main
from etl.build import build
from tests.bench.reader import Reader
from tests.conftest import leave_out
from tests.deploy.conftest import BASE, installed
from tests.etl.building import change

PAGE = "region_comparison"
CHOSEN = {"region": ["山西"], "rollup": False}


def answer(url, **given):
    """Status, headers and body, redirects not followed."""

    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_):
            return None

    try:
        found = urllib.request.build_opener(Stay).open(urllib.request.Request(url, **given))
    except urllib.error.HTTPError as error:
        found = error
    with found:
        return found.status, found.headers, found.read()


async def readers_of_both(home, per_process=2):
    """Open sessions until both processes have some."""
    found = []
    for process in ("p1", "p2"):
        for _ in range(per_process):
            reader = Reader(home, PAGE, {"dashboard": process})
            look = await reader.look()
            assert look.faults == []
            assert reader.cookies["dashboard"] == process
            found.append(reader)
    return found


def filters_named(look):
    """What the caption under a chart says is chosen."""
    return [text for text in look.texts if "山西" in text and "不含下级地区" in text]


def test_a_visit_without_a_base_path_is_led_to_it(installation):
    site = urlsplit(installation.home)
    root = f"{site.scheme}://{site.netloc}"
    status, headers, _ = answer(f"{root}/")
    assert (status, headers["Location"]) == (302, f"{BASE}/")
    status, headers, _ = answer(f"{root}{BASE}?region=%E5%B1%B1%E8%A5%BF")
    assert (status, headers["Location"]) == (308, f"{BASE}/?region=%E5%B1%B1%E8%A5%BF")


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html"),
        ("/rectification?region=x", "text/html"),
        ("/_stcore/health", "text/plain"),
        ("/app/static/fonts/NotoSansSC-Regular.woff2", "font/woff2"),
    ],
)
def test_pages_fonts_and_health_are_served_below_the_base_path(installation, path, kind):
    status, headers, body = answer(f"{installation.home}{path}")
    assert status == 200
    assert headers["Content-Type"].startswith(kind)
    assert body


def test_scripts_come_from_the_disk_compressed_and_kept(installation):
    _, _, page = answer(f"{installation.home}/")
    script = next(part for part in page.decode().split('"') if "static/js/index" in part)
    status, headers, body = answer(
        f"{installation.home}/{script.removeprefix('./')}", headers={"Accept-Encoding": "gzip"}
    )
    assert status == 200
    assert headers["Content-Encoding"] == "gzip"
    assert "immutable" in headers["Cache-Control"]
    assert "Set-Cookie" not in headers
    assert body


def test_counts_of_sessions_are_not_for_everybody(installation):
    assert answer(f"{installation.home}/_stcore/metrics")[0] == 404


def test_an_upload_may_be_as_large_as_the_page_allows_and_no_larger(installation):
    url = f"{installation.home}/_stcore/upload_file/none/none"
    assert answer(url, data=b"0" * (32 * 2**20), method="PUT")[0] != 413
    status, _, _ = answer(url, data=b"0" * (34 * 2**20), method="PUT")
    assert status == 413


def test_a_reader_comes_back_to_the_process_that_holds_the_session(installation):
    async def visit():
        for reader in await readers_of_both(installation.home):
            before = reader.cookies["dashboard"]
            for _ in range(3):
                await reader.close()
                await reader.look()
                assert reader.cookies["dashboard"] == before
            await reader.close()

    run(visit())


def test_new_readers_are_shared_out(installation):
    async def visit():
        found = set()
        for _ in range(4):
            reader = Reader(installation.home, PAGE)
            await reader.connect()
            found.add(reader.cookies["dashboard"])
            await reader.close()
        return found

    assert run(visit()) == {"p1", "p2"}


def test_when_a_process_is_killed_the_other_answers_all_with_their_filters(installation):
    restarts = installation.programs()["p1"]["restarts"]

    async def visit():
        readers = await readers_of_both(installation.home)
        for reader in readers:
            assert filters_named(await reader.look(**CHOSEN))
        installation.kill("p1")
        for reader in readers:
            await reader.close()
        looks = await asyncio.gather(*(reader.look() for reader in readers))
        for look in looks:
            assert look.faults == []
            assert filters_named(look)
        assert {reader.cookies["dashboard"] for reader in readers} == {"p2"}
        await asyncio.to_thread(installation.wait_until_back, "p1", restarts)
        # who was moved stays where the session is now
        for reader in readers:
            assert filters_named(await reader.look(year=["2023"]))
            await reader.close()
            await reader.look()
            assert reader.cookies["dashboard"] == "p2"
            await reader.close()

    run(visit())


def test_a_new_build_is_seen_by_every_process_on_the_next_rerun(installation):
    async def visit():
        readers = await readers_of_both(installation.home)
        before = [(await reader.look()).versions for reader in readers]
        change(installation.data, 1)
        version = build(installation.data, installation.data / "build")
        after = [(await reader.look()).versions for reader in readers]
        for reader in readers:
            await reader.close()
        return before, version, after

    before, version, after = run(visit())
    assert all(len(found) == 1 and found != {version} for found in before)
    assert all(found == {version} for found in after)


def test_a_process_that_hangs_is_replaced(installation):
    restarts = installation.programs()["p2"]["restarts"]
    installation.kill("p2", signal.SIGSTOP)
    installation.wait_until_back("p2", restarts)
    assert any(event["event"] == "hangs" for event in installation.events())


def test_nginx_that_dies_is_started_again(installation):
    restarts = installation.programs()["nginx"]["restarts"]
    installation.kill("nginx")
    installation.wait_for(
        lambda: installation.programs()["nginx"]["restarts"] > restarts, "nginx is gone"
    )

    def back():
        try:
            return answer(f"{installation.home}/_stcore/health")[0] == 200
        except OSError:
            return False

    installation.wait_for(back, "nginx does not answer")


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_whatever_ends_the_keeper_nothing_stays_behind(built_data, tmp_path, how):
    if not nginx.program():
        leave_out("no nginx on this machine (tests/deploy/nginx.sh)")
    with installed(built_data, tmp_path) as own:
        pids = [program["pid"] for program in own.programs().values()]
        port = urlsplit(own.home).port
        own.keeper.send_signal(how)
        code = own.keeper.wait(timeout=60)
        own.wait_for(lambda: not any(map(running, pids)), "something still runs")
        with socket.socket() as probe:
            assert probe.connect_ex(("127.0.0.1", port)) != 0
        assert code == (0 if how != signal.SIGKILL else -signal.SIGKILL)


def running(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_without_nginx_the_command_names_the_package(monkeypatch, tmp_path):
    monkeypatch.setattr(nginx, "program", lambda: None)
    done = CliRunner().invoke(main, ["--run", str(tmp_path / "run")])
    assert done.exit_code == 2
    assert "apt-get install -y nginx-light" in done.output


@pytest.mark.parametrize("path", ["a b", "a;b", "../x", "{", "清廉"])
def test_a_base_path_that_nginx_could_misread_is_refused(path, tmp_path):
    done = CliRunner().invoke(main, ["--base-path", path, "--run", str(tmp_path / "run")])
    assert done.exit_code == 2
    assert "base path" in done.output


@pytest.mark.parametrize(
    ("told", "meant"), [("", ""), ("/", ""), ("a", "/a"), ("/a/", "/a"), ("/a/b-1", "/a/b-1")]
)
def test_a_base_path_may_be_typed_with_any_slashes(told, meant):
    assert nginx.base_path(told) == meant


def run(visit):
    """In a thread of its own: Playwright keeps a loop going in the worker's."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, visit).result()
