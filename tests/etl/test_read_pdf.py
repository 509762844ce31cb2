"""A PDF file holds lines at places; what is read are the paragraphs and tables they were."""

from itertools import islice, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.read import UnreadableError, read_report
from tests.pdf_files import Rule, Words, pdf

LEFT, TOP, STEP, EM = 80, 100, 28, 16
ACROSS = 27  # characters from margin to margin
LINES = 20  # of a page
NUMBERED = "— {} —"


def body(*lines, top=TOP):
    """Lines below one another; each blank of full width before one sets it in."""
    return [
        Words(LEFT + EM * (len(line) - len(line.lstrip("　"))), top + STEP * i, line.strip("　"))
        for i, line in enumerate(lines)
    ]


def wrapped(paragraph):
    """The lines that a paragraph takes, its first set in by two characters."""
    words = iter("　　" + paragraph)
    while line := "".join(islice(words, ACROSS)):
        yield line


def printed(paragraphs):
    """Pages of numbered lines."""
    lines = [line for paragraph in paragraphs for line in wrapped(paragraph)]
    return [
        [*body(*lines[i : i + LINES]), Words(270, 790, NUMBERED.format(i // LINES + 1))]
        for i in range(0, len(lines), LINES)
    ]


def read_back(folder, content):
    path = folder / "a.pdf"
    path.write_bytes(content)
    return read_report(path)


@pytest.fixture
def read(tmp_path):
    def text(*pages):
        return read_back(tmp_path, pdf(*pages)).splitlines()

    return text


LONG = "县纪委监委召开专题会议部署整改，逐项明确责任单位和完成时限，累计开展督导检查二十次，"
SHORT = "发现问题33个。"
PARAGRAPH = LONG + SHORT

CASES = {
    "a paragraph runs over lines": (
        [PARAGRAPH, "已完成整改30个。"],
        [*wrapped(PARAGRAPH), "　　已完成整改30个。"],
    ),
    "a last line that fills the width ends its paragraph": (
        [(LONG * 2)[: ACROSS * 2 - 2], PARAGRAPH],
        [*wrapped((LONG * 2)[: ACROSS * 2 - 2]), *wrapped(PARAGRAPH)],
    ),
    "short lines of a list stay apart": (
        ["问题：台账缺失", "措施：建立台账", "进度：已完成", PARAGRAPH],
        ["　　问题：台账缺失", "　　措施：建立台账", "　　进度：已完成", *wrapped(PARAGRAPH)],
    ),
    "paragraphs that are not set in": (
        [PARAGRAPH, PARAGRAPH],
        [PARAGRAPH[:ACROSS], PARAGRAPH[ACROSS:]] * 2,
    ),
    "an item's further lines stand behind its mark": (
        ["1." + LONG, "2.完成。", PARAGRAPH],
        ["1." + LONG[: ACROSS - 2], "　" + LONG[ACROSS - 2 :], "2.完成。", *wrapped(PARAGRAPH)],
    ),
    "a number is not parted, so its line ends early": (
        ["全县各级各部门共计收缴违纪资金并上缴国库人民币" + "1284.66万元，已办结。", PARAGRAPH],
        [
            "　　全县各级各部门共计收缴违纪资金并上缴国库人民币",
            "1284.66万元，已办结。",
            *wrapped(PARAGRAPH),
        ],
    ),
}


@pytest.mark.parametrize(("paragraphs", "lines"), CASES.values(), ids=CASES)
def test_lines_become_the_paragraphs_that_they_were(read, paragraphs, lines):
    assert read(body(*lines)) == paragraphs


def test_a_wider_step_parts_paragraphs_whose_last_lines_are_full(read):
    full = (LONG * 2)[: ACROSS * 2]
    lines = [full[:ACROSS], full[ACROSS:], PARAGRAPH[:ACROSS], PARAGRAPH[ACROSS:]]
    tops = [TOP, TOP + STEP, TOP + 2 * STEP + 10, TOP + 3 * STEP + 10]
    marks = [Words(LEFT, top, line) for top, line in zip(tops, lines, strict=True)]
    assert read(marks) == [full, PARAGRAPH]


HAN = st.text("县纪委查办案件问题整改完成人次监督", min_size=1, max_size=90)


@settings(max_examples=60, deadline=None)
@given(st.lists(HAN, max_size=12))
def test_printed_paragraphs_are_read_as_they_were(tmp_path_factory, paragraphs):
    paragraphs = [PARAGRAPH, *paragraphs]
    text = read_back(tmp_path_factory.getbasetemp(), pdf(*printed(paragraphs)))
    assert text.splitlines() == paragraphs


@pytest.mark.parametrize("mark", ["— {} —", "{}", "第{}页 共2页", "- {} -", "{}/2"])
def test_a_page_number_is_no_text_and_parts_no_paragraph(read, mark):
    pages = [list(wrapped(PARAGRAPH))[:1], list(wrapped(PARAGRAPH))[1:]]
    numbered = [[*body(*p), Words(280, 790, mark.format(n))] for n, p in enumerate(pages, 1)]
    assert read(*numbered) == [PARAGRAPH]


def test_a_number_that_ends_a_page_without_being_its_own_stays(read):
    assert read(body("　　" + SHORT, "　　7"))[-1] == "7"


def test_what_stands_at_the_edge_of_each_page_is_no_text(read):
    head = Words(200, 40, "某县纪委监委年度报告")
    pages = [[head, *page] for page in printed([PARAGRAPH] * 25)]
    assert len(pages) == 3
    assert read(*pages) == [PARAGRAPH] * 25


def test_a_title_in_larger_characters_is_one_line(read):
    title = [Words(176, 80, "中共某县委关于巡察整改", 22), Words(220, 110, "进展情况的通报", 22)]
    assert read([*title, *body(*wrapped(PARAGRAPH), top=160)]) == [
        "中共某县委关于巡察整改进展情况的通报",
        PARAGRAPH,
    ]


def test_a_wide_gap_parts_columns_and_a_narrow_one_nothing(read):
    line = [Words(80, 100, "2023"), Words(148, 100, "年完成"), Words(280, 100, "县纪委")]
    assert read(line) == ["2023年完成\t县纪委"]


def test_a_bold_type_printed_twice_is_read_once(read):
    assert read([Words(80, 100, SHORT), Words(80.3, 100, SHORT)]) == [SHORT]


def ruled(rows, columns, tops):
    """A table of words in ruled cells; `None` where the cell above reaches down."""
    bottom, marks = tops[-1], []
    for x in columns:
        marks.append(Rule(x, tops[0], x, bottom))
    for y, row in zip(tops, [*rows, []], strict=True):
        for i, (x, right) in enumerate(pairwise(columns)):
            if not (i < len(row) and row[i] is None):
                marks.append(Rule(x, y, right, y))
    for y, row in zip(tops, rows, strict=False):
        for x, cell in zip(columns, row, strict=False):
            lines = (cell or "").split("\n")
            marks += [Words(x + 4, y + 16 + 14 * i, w, 12) for i, w in enumerate(lines) if w]
    return marks


COLUMNS = (80, 140, 300, 480)
HEAD = ["序号", "问题", "整改情况"]


def test_a_ruled_table_gives_a_line_for_each_row(read):
    rows = [HEAD, ["1", "食堂验收\n不严", "已完成"], ["2", "台账缺失", "持续推进"]]
    found = read([*body(*wrapped(PARAGRAPH)), *ruled(rows, COLUMNS, (300, 330, 370, 400))])
    assert found == [
        PARAGRAPH,
        "序号\t问题\t整改情况",
        "1\t食堂验收不严\t已完成",
        "2\t台账缺失\t持续推进",
    ]


def test_a_cell_that_reaches_down_leaves_an_empty_one_below(read):
    rows = [HEAD, ["1", "食堂", "已完成"], [None, "台账", "持续推进"]]
    assert read(ruled(rows, COLUMNS, (300, 330, 360, 390)))[1:] == [
        "1\t食堂\t已完成",
        "\t台账\t持续推进",
    ]


def test_a_table_goes_on_over_the_pages_end(read):
    first = ruled([HEAD, ["1", "食堂", "召开会议12次，"]], COLUMNS, (700, 730, 760))
    second = ruled(
        [HEAD, ["", "", "已完成"], ["2", "台账", "持续推进"]], COLUMNS, (60, 90, 120, 150)
    )
    number = [Words(280, 800, "1")]
    assert read([*first, *number], second) == [
        "序号\t问题\t整改情况",
        "1\t食堂\t召开会议12次，已完成",
        "2\t台账\t持续推进",
    ]


def test_a_box_around_words_is_no_table(read):
    box = [
        Rule(70, 90, 530, 90),
        Rule(70, 90, 70, 200),
        Rule(530, 90, 530, 200),
        Rule(70, 200, 530, 200),
    ]
    assert read([*box, *body(*wrapped(PARAGRAPH), top=120)]) == [PARAGRAPH]


def test_a_page_full_of_strokes_is_searched_for_no_table(read):
    strokes = [Rule(x, 400, x, 700) for x in range(80, 480) for _ in range(11)]
    assert read([*body(*wrapped(PARAGRAPH)), *strokes]) == [PARAGRAPH]


def test_radicals_that_fonts_share_are_read_as_characters(read):
    assert read([Words(80, 100, "⼀⻚⻓⽉，⼾⻔⸺⻛⻔")]) == ["一页长月，户门——风门"]


LOCKED = pdf(body(PARAGRAPH)).replace(
    b"trailer<<",
    b"trailer<</Encrypt<</Filter/Standard/V 1/R 2/P -4"
    b"/O<" + b"28" * 32 + b">/U<" + b"28" * 32 + b">>>/ID[<00><00>]",
)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (LOCKED, "密码"),
        (pdf([]), "没有可读的文字"),
        (b"%PDF-1.7 broken", "PDF 已损坏"),
        *((pdf(body(PARAGRAPH))[:end], "PDF 已损坏|没有可读的文字") for end in (60, 400, 700)),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path, content, message):
    with pytest.raises(UnreadableError, match=message):
        read_back(tmp_path, content)
