"""A build every second while eight pages look: python -m tests.bench.swap --seconds 60."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import click

from tests import chromium
from tests.etl.building import change

ROOT = Path(__file__).parents[2]
PROJECT = ("app.py", "pages", "etl", "queries", "static", ".streamlit", "data")
PAGES = 8
VERSION = re.compile(r"数据版本 ([0-9a-f]{12})")


@click.command()
@click.option("--seconds", default=60, show_default=True)
def main(seconds: int) -> None:
    """Fail where a page shows an error or two versions."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as address:
        stop = threading.Event()
        builds: list[int] = []
        builder = threading.Thread(target=build_on, args=(Path(folder), stop, builds))
        with sync_playwright() as playwright:
            browser = chromium.launch(playwright)
            pages = [browser.new_page() for _ in range(PAGES)]
            builder.start()
            try:
                looks, versions, wrong = look(pages, address, seconds)
            finally:
                stop.set()
                builder.join()
            browser.close()
    told = f"{seconds} s, {PAGES} pages: {sum(code == 0 for code in builds)} builds"
    click.echo(
        f"{told} ({sum(map(bool, builds))} failed), {looks} looks, {len(versions)} versions seen"
    )
    for problem in wrong:
        click.echo(problem, err=True)
    sys.exit(1 if wrong or any(builds) or len(versions) < 2 else 0)


@contextmanager
def serving(folder: Path):
    """A server of its own copy of the project."""
    for name in PROJECT:
        source = ROOT / name
        ignored = shutil.ignore_patterns("__pycache__", "build")
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=ignored)
        else:
            shutil.copyfile(source, folder / name)
    subprocess.run(
        [sys.executable, "-m", "etl", "build"], cwd=folder, check=True, capture_output=True
    )
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    server = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _await(f"{address}/_stcore/health")
        yield address
    finally:
        server.terminate()
        server.wait()


def build_on(folder: Path, stop: threading.Event, codes: list[int]) -> None:
    """Change the data and build, every second or as fast as it goes."""
    while not stop.is_set():
        due = time.monotonic() + 1
        change(folder / "data", len(codes))
        done = subprocess.run(
            [sys.executable, "-m", "etl", "build"], cwd=folder, capture_output=True
        )
        codes.append(done.returncode)
        stop.wait(max(0, due - time.monotonic()))


def look(pages: list, address: str, seconds: int) -> tuple[int, set[str], list[str]]:
    """Open the pages again and again; what they say of versions, and what is wrong."""
    looks, versions, wrong = 0, set(), []
    end = time.monotonic() + seconds
    while time.monotonic() < end or looks < 3 * PAGES:
        for page in pages:
            page.goto(f"{address}/evidence", wait_until="commit")
        for page in pages:
            page.get_by_text("数据版本").first.wait_for(timeout=60_000)
            found = set(VERSION.findall(page.locator("body").inner_text()))
            versions |= found
            looks += 1
            if len(found) != 1 or page.get_by_test_id("stException").count():
                wrong.append(f"look {looks}: versions {sorted(found)}")
    return looks, versions, wrong


def _await(address: str) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(address, timeout=1).read()
            return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(address)


if __name__ == "__main__":
    main()
