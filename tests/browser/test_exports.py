"""Every chart of every page, downloaded in every format by a reader; a briefing from basket to deck."""

import io
import json
import os
import re

import openpyxl
import pptx
import pytest
from docx import Document

from pages.parts import recipes, shell
from pages.parts.exports.formats import FORMATS
from tests.browser import helpers

pytestmark = pytest.mark.browser

MENU = '[class*="st-key-menu_"] button'
SIGNATURES = {
    "pptx": b"PK", "xlsx": b"PK", "png": b"\x89PNG", "svg": b"<svg", "csv": b"\xef\xbb\xbf",
}  # fmt: skip
FILE_NAME = re.compile(r".+_\d{8}\.(pptx|xlsx|png|svg|csv)")
# A picture at slide size takes seconds: one a page, or of every chart with EVERY_PICTURE=1.
EVERY_PICTURE = "EVERY_PICTURE" in os.environ
OFFERED = [entry.label.split()[-1] for entry in FORMATS]


def buttons(page):
    return page.locator('[data-testid="stPopoverBody"] [data-testid="stDownloadButton"] button')


def open_menu(page, at):
    """Click the menu and wait for its buttons."""
    page.locator(MENU).nth(at).click()
    buttons(page).nth(len(FORMATS) - 1).wait_for()


@pytest.fixture(scope="module")
def reader(known, home):
    """One reader who goes from page to page by the menu."""
    with helpers.tab(known, home) as seen:
        seen.open()
        yield seen


@pytest.mark.parametrize("stem", recipes.BUILDERS)
def test_every_chart_of_a_page_is_there_in_every_format(reader, stem):
    reader.forget_faults()
    page = reader.follow(stem)
    count = page.locator(MENU).count()
    assert count == page.locator('[class*="st-key-card_"]').count() > 0
    for at in range(count):
        open_menu(page, at)
        assert [text.split()[-1] for text in buttons(page).all_inner_texts()] == OFFERED
        for button, entry in zip(buttons(page).all(), FORMATS, strict=True):
            if entry.suffix == "png" and at and not EVERY_PICTURE:
                continue
            with page.expect_download(timeout=60_000) as waiting:
                button.click()
            download = waiting.value
            assert FILE_NAME.fullmatch(download.suggested_filename)
            assert download.suggested_filename.endswith(f".{entry.suffix}")
            assert download.path().read_bytes().startswith(SIGNATURES[entry.suffix])
        page.keyboard.press("Escape")
        buttons(page).first.wait_for(state="detached")
    assert reader.faults() == []


def collect(visit, stem, key):
    page = visit.page
    page.locator(f'[class*="st-key-menu_{key}"] button').click()
    page.get_by_role("button", name="加入简报").click()
    page.get_by_text("已加入简报").first.wait_for()
    page.keyboard.press("Escape")
    visit.settle()


def test_charts_are_collected_ordered_retitled_and_become_one_deck(visit):
    page = visit.open("rectification")
    collect(visit, "rectification", "rectification_bases")
    collect(visit, "rectification", "rectification_table")
    page.get_by_role("link", name=title_of("briefing")).click()
    page.get_by_role("heading", name="简报已收 2 张图").wait_for()
    page.get_by_role("button", name="下移").first.click()
    visit.settle()
    title = page.get_by_label("1. 标题")
    title.fill("整改情况一览")
    title.press("Enter")
    visit.settle()
    assert helpers.problems(visit) == []
    deck = pptx.Presentation(io.BytesIO(download(page, "下载 PowerPoint")))
    titles = [slide.shapes.title.text for slide in deck.slides]
    assert titles[1:3] == ["要点", "整改情况一览"]
    book = openpyxl.load_workbook(io.BytesIO(download(page, "下载 Excel")))
    assert book.sheetnames[1].startswith("1 整改情况一览")
    report = Document(io.BytesIO(download(page, "下载 Word")))
    assert any("整改情况一览" in paragraph.text for paragraph in report.paragraphs)


def test_a_saved_collection_is_opened_again_and_tells_what_has_changed(visit, tmp_path):
    page = visit.open("training")
    collect(visit, "training", "training_training_attendance")
    page.get_by_role("link", name=title_of("briefing")).click()
    page.get_by_role("heading", name="简报已收 1 张图").wait_for()
    saved = json.loads(download(page, "保存收藏"))
    first = saved["items"][0]["values"][1]
    first[1] = "1人次"
    path = tmp_path / "收藏.json"
    path.write_text(json.dumps(saved), encoding="utf-8")
    page.get_by_role("button", name="移出").click()
    page.get_by_role("heading", name="简报还没有图").wait_for()
    # a file given while the page still runs belongs to an input that is about to go
    visit.settle()
    page.locator('input[type="file"]').first.set_input_files(path)
    page.get_by_text("与收藏时相比有 1 处变化").click()
    page.get_by_text("1人次 →").wait_for()
    (tmp_path / "坏.json").write_text("{", encoding="utf-8")
    page.locator('input[type="file"]').first.set_input_files(tmp_path / "坏.json")
    page.get_by_text("没有打开：文件不是可以读取的 JSON").wait_for()
    assert visit.faults() == []


def download(page, name):
    with page.expect_download(timeout=60_000) as waiting:
        page.get_by_role("button", name=name).click()
    return waiting.value.path().read_bytes()


def title_of(stem):
    return next(entry.title for entry in shell.PAGES if entry.stem == stem)
