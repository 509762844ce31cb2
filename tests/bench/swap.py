"""A build every second while eight pages look: python -m tests.bench.swap --seconds 60."""

from __future__ import annotations

import sys
import tempfile
import threading
import time
from contextlib import ExitStack
from pathlib import Path

import click

from etl.build import build
from tests import chromium
from tests.bench import serving
from tests.bench.reader import VERSION
from tests.browser.helpers import SETTLED
from tests.conftest import copy_reviewed_data
from tests.etl.building import change

PAGES = 8


@click.command()
@click.option("--seconds", default=60, show_default=True)
def main(seconds: int) -> None:
    """Fail where a page shows an error or two versions."""
    from playwright.sync_api import sync_playwright

    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        data = copy_reviewed_data(folder / "data")
        address = stack.enter_context(serving.served(data)).address
        stop = threading.Event()
        builds: list[int] = []
        builder = threading.Thread(target=build_on, args=(data, stop, builds))
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


def build_on(data: Path, stop: threading.Event, codes: list[int]) -> None:
    """Change the data and build, every second or as fast as it goes."""
    while not stop.is_set():
        due = time.monotonic() + 1
        change(data, len(codes))
        try:
            build(data, data / "build")
        except Exception as error:
            click.echo(f"build {len(codes)}: {error}", err=True)
            codes.append(1)
        else:
            codes.append(0)
        stop.wait(max(0, due - time.monotonic()))


def look(pages: list, address: str, seconds: int) -> tuple[int, set[str], list[str]]:
    """Have every session run again and again; what they say of versions, and what is wrong."""
    looks, versions, wrong = 0, set(), []
    for page in pages:
        page.goto(f"{address}/evidence", wait_until="commit")
    for page in pages:
        page.get_by_text("数据版本").first.wait_for(timeout=60_000)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for page in pages:
            page.get_by_test_id("stCheckbox").first.locator("label").click()
        for page in pages:
            page.wait_for_function(SETTLED, polling=100, timeout=60_000)
            found = set(VERSION.findall(page.locator("body").inner_text()))
            versions |= found
            looks += 1
            if len(found) != 1 or page.get_by_test_id("stException").count():
                wrong.append(f"look {looks}: versions {sorted(found)}")
    return looks, versions, wrong


if __name__ == "__main__":
    main()
