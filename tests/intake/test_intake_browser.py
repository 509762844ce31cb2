"""The whole loop in a real browser, while another reader looks on."""

import re
import shutil
from contextlib import suppress
from itertools import cycle

import pytest
from playwright.sync_api import expect

from tests.browser import helpers
from tests.intake.helpers import docx
from tests.pdf_files import lines, pdf

pytestmark = pytest.mark.browser
expect.set_options(timeout=30_000)

WORD = [
    "兰考县2024年清廉建设工作总结",
    "全县开展监督检查36次，培训干部1200余人次。",
    "计划明年召开警示教育大会5场。",
]
PDF = ["永城市2024年清廉建设工作总结", "全市开展监督检查41次，召开警示教育大会3场。"]
TEXT = "巩义市2024年清廉建设工作总结\n全市开展监督检查27次，举办廉政培训9场。\n"
HOSTILE = (
    "<img src=x onerror=\"document.title='pwned'\"><script>document.title='pwned'</script>\n"
    '[点此](javascript:alert(1)) **加粗** $x^2$ :red[红] =HYPERLINK("http://x","y")\n'
    "兰考县2023年清廉建设工作总结\n全县=1+1开展<b>监督检查</b>8次。\n"
)


@pytest.fixture
def seat(small_data, browser):
    """A server on the test's own data, and an editor in front of it."""
    with helpers.server(small_data) as home, helpers.visit(browser, home) as editor:
        editor.page.set_default_timeout(60_000)
        yield editor


@pytest.fixture(scope="module")
def room(small_data_template, tmp_path_factory, browser):
    """A data folder and its server for the tests that publish nothing, and an editor there."""
    data = shutil.copytree(small_data_template, tmp_path_factory.mktemp("room") / "data")
    with helpers.server(data) as home, helpers.visit(browser, home) as editor:
        editor.page.set_default_timeout(60_000)
        yield editor, data


@pytest.fixture
def desk(room, small_data_template):
    """The editor of that room, and the data, as they were at the beginning."""
    editor, data = room
    editor.forget_faults()
    yield editor, data
    # nobody is at work there while its files go
    editor.page.goto("about:blank")
    for name in ("drafts", "reports"):
        shutil.rmtree(data / name, ignore_errors=True)
    shutil.copytree(small_data_template / "reports", data / "reports")


def tab(seen, name):
    seen.page.get_by_role("tab", name=name).click()
    expect(seen.page.get_by_role("tab", name=name)).to_have_attribute("aria-selected", "true")
    seen.settle()


def upload(seen, name, content):
    give(seen, name, {"name": name, "mimeType": "application/octet-stream", "buffer": content})


def give(seen, name, file):
    tab(seen, "录入")
    seen.page.locator("input[type=file]").set_input_files(file)
    expect(
        seen.page.get_by_text(name.split("/")[-1], exact=True).locator("visible=true").last
    ).to_be_visible()
    seen.settle()


def accept_all(seen):
    """The keyboard's loop: one key for each figure."""
    head = seen.page.get_by_role("heading", level=3).first
    head.click()  # out of a field that one typed in
    marks = seen.page.locator("mark.rt-mark")
    expect(marks.first).to_be_visible()
    waiting = seen.page.locator("mark.rt-pending")
    pressed = 0
    while left := waiting.count():
        seen.page.keyboard.press("a")
        pressed += 1
        # on a busy machine a key that falls into a redrawing is lost, and pressed again
        with suppress(AssertionError):
            expect(waiting).not_to_have_count(left, timeout=3_000)
        seen.settle()
        assert pressed < 4 * marks.count()


def go_to(seen, quote):
    seen.page.locator("mark.rt-mark", has_text=quote).click()
    expect(seen.page.locator("mark.rt-at")).to_contain_text(quote)
    seen.settle()


def publish(seen, watcher=None):
    tab(seen, "发布")
    seen.page.get_by_role("button", name="发布", exact=True).click()
    looks = cycle(("overview", "region_comparison"))
    while seen.page.get_by_text("已发布。数据版本").count() == 0:
        if watcher:
            watcher.follow(next(looks))
            assert watcher.faults() == []
        seen.page.wait_for_timeout(100)


def test_three_reports_are_taken_in_reviewed_published_and_withdrawn(seat, browser):
    with helpers.visit(browser, seat.home) as watcher:
        watcher.open("region_comparison")
        assert "兰考" not in watcher.text()
        seat.open("intake")

        upload(seat, "兰考.docx", docx(WORD))
        seat.page.get_by_role("button", name="去审核").click()
        go_to(seat, "36次")
        item = seat.page.get_by_label("计什么")
        item.fill("专项监督检查")
        item.press("Enter")
        expect(seat.page.locator("mark.rt-changed")).to_have_count(1)
        seat.settle()
        go_to(seat, "1200余人次")
        helpers.choose(seat, "界限", "约数")
        expect(seat.page.locator("mark.rt-changed")).to_have_count(2)
        go_to(seat, "5场")
        seat.page.keyboard.press("x")
        expect(seat.page.locator("mark.rt-rejected")).to_have_count(1)
        seat.settle()
        seat.page.reload()
        seat.settle()
        expect(seat.page.locator("mark.rt-changed")).to_have_count(2)
        accept_all(seat)
        publish(seat, watcher)
        watcher.open("region_comparison")
        assert "兰考" in watcher.text()
        watcher.open("evidence", q="专项监督检查")
        assert "1 个数据" in watcher.text()

        for name, content in (("永城.pdf", pdf(lines(PDF))), ("巩义.txt", TEXT.encode("gb18030"))):
            upload(seat, name, content)
            seat.page.get_by_role("button", name="去审核").click()
            accept_all(seat)
            publish(seat, watcher)
        watcher.open("region_comparison")
        assert all(place in watcher.text() for place in ("兰考", "永城", "巩义"))

        seat.page.get_by_role("combobox", name="撤回到").click()
        seat.page.get_by_role("option", name=re.compile("^第 1 版")).click()
        seat.settle()
        seat.page.get_by_role("button", name="撤回", exact=True).click()
        expect(seat.page.get_by_text("已撤回。数据版本")).to_be_visible()
        watcher.open("region_comparison")
        assert not any(place in watcher.text() for place in ("兰考", "永城", "巩义"))
        tab(seat, "记录")
        assert watcher.faults() == []
        assert seat.faults() == []


def test_words_are_added_by_selecting_them_and_marks_lead_to_fields(desk):
    seat, _ = desk
    seat.open("intake")
    upload(seat, "x.txt", TEXT.encode())
    tab(seat, "审核")
    marks = seat.page.locator("mark.rt-mark").count()
    seat.page.evaluate("""() => {
        const node = document.querySelector('.rt-box span').firstChild;
        const range = document.createRange();
        range.setStart(node, 0);
        range.setEnd(node, 3);
        document.getSelection().removeAllRanges();
        document.getSelection().addRange(range);
        document.querySelector('.rt-box').dispatchEvent(new MouseEvent('mouseup', {bubbles: true}));
    }""")
    seat.page.get_by_role("button", name="添加“巩义市”").click()
    expect(seat.page.locator("mark.rt-mark")).to_have_count(marks + 1)
    expect(seat.page.locator("mark.rt-at")).to_contain_text("巩义市")
    seat.settle()
    go_to(seat, "9场")
    expect(seat.page.get_by_label("单位").first).to_have_value("场")
    assert seat.faults() == []


def test_a_hostile_text_is_shown_as_text_and_runs_nowhere(seat):
    seat.open("intake")
    upload(seat, "../../<img src=x onerror=alert(1)>.txt", HOSTILE.encode())
    tab(seat, "审核")
    box = seat.page.locator(".rt-box")
    assert "<script>document.title='pwned'</script>" in box.inner_text()
    assert seat.page.locator(".rt-box script, .rt-box img, .rt-box b").count() == 0
    item = seat.page.get_by_label("计什么")
    item.fill("=1+1|<b>**x**</b>")
    item.press("Enter")
    seat.settle()
    accept_all(seat)
    publish(seat)
    for stem in ("evidence", "region_comparison", "overview"):
        seat.follow(stem)
        assert seat.page.title() == "清廉建设数据看板"
        assert seat.page.locator('[data-testid="stMain"] b').count() == 0
    assert seat.faults() == []


def test_what_is_refused_is_told_in_words(desk, tmp_path):
    seat, _ = desk
    seat.open("intake")
    large = tmp_path / "大.txt"
    large.write_bytes(b"x" * (21 * 2**20))
    give(seat, large.name, large)
    expect(seat.page.get_by_text("大.txt：文件有 21.0 MB，超过上限 20 MB")).to_be_visible()
    # what the browser does not even send is told of there, by name
    scan = tmp_path / "扫描件.pdf"
    scan.write_bytes(b"%PDF-" + b"x" * (33 * 2**20))
    seat.page.locator("input[type=file]").set_input_files(scan)
    chip = seat.page.locator('[data-testid="stFileChip"][aria-invalid="true"]')
    expect(chip).to_contain_text("扫描件.pdf")
    told = "element => getComputedStyle(element, '::after').content"
    assert "每份不超过 20 MB：可压缩其中的图片" in chip.evaluate(told)
    chip.hover()
    assert "File must be" not in seat.page.locator("body").inner_text()
    upload(seat, "坏.docx", b"PK\x03\x04 broken")
    expect(seat.page.get_by_text("压缩内容已损坏")).to_be_visible()
    assert seat.faults() == []


def test_a_batch_can_be_cancelled_and_resumed_and_what_was_done_is_kept(desk):
    seat, data = desk
    many = 200
    files = [
        {"name": f"{n}.txt", "mimeType": "text/plain", "buffer": (TEXT + f"编号{n}" * 40).encode()}
        for n in range(many)
    ]
    files[150]["buffer"] = b"\x01\x02" * 900  # one that cannot be read stops nothing
    folder = data / "drafts"
    seat.open("intake")
    seat.page.locator("input[type=file]").set_input_files(files)
    seat.page.get_by_role("button", name=f"开始处理 {many} 份").click()
    progress = seat.page.locator('[data-testid="stProgress"]')
    expect(progress).to_contain_text(re.compile(rf"^[1-9]\d* / {many}"))
    seat.page.get_by_role("button", name="取消").click()
    go_on = seat.page.get_by_role("button", name=re.compile(r"继续处理 \d+ 份"))
    expect(go_on).to_be_enabled()
    seat.settle()
    left = int(re.search(r"\d+", go_on.inner_text()).group())
    done = len(list(folder.glob("*.json")))
    assert 0 < left < many
    # the one under way at the click may be done after the rest was counted; none is lost
    assert done + left in (many, many + 1)
    assert f"还有 {left} 份没有读：" in seat.text()
    assert f"{many - left}.txt" in seat.text()
    listed = int(re.search(r"待审的报告 · (\d+) 份", seat.text()).group(1))
    assert listed in (many - left, done)
    go_on.click()
    told = seat.page.get_by_text(f"已读入 {many - 1} 份，1 份未收入")
    expect(told).to_be_visible(timeout=120_000)
    expect(seat.page.get_by_text("150.txt：不是文本文件")).to_be_visible()
    assert len(list(folder.glob("*.json"))) == many - 1
    assert seat.faults() == []
