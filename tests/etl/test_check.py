"""Every fault of the reviewed data is told with its file, its line and how to mend it."""

from pathlib import Path

import pytest

from etl.check import check
from etl.faults import ERROR, NOTICE, errors
from tests.etl import small_data

ALPHA, BETA, LEDGER = "figures/alpha.csv", "figures/beta.csv", "ledgers/alpha.csv"
RAISED = f"alpha:{small_data.start('alpha', '36个')}"
RAISED_AT = small_data.start("alpha", "36个")
DONE_AT = small_data.start("alpha", "28个")


@pytest.fixture
def data(tmp_path) -> Path:
    return small_data.write(tmp_path / "data")


def test_valid_data_has_no_fault(data):
    assert check(data) == []


# What an editor changes in one line → where the fault is told and what it says.
# file, line, old, new → file, line, words of the problem, words of the remedy
EDITS = {
    "the header is in another order": (
        ALPHA, 1, "doc,start", "start,doc", (ALPHA, 1, "表头不符", "doc,start,end,quote"),
    ),
    "the header lacks a column": (
        ALPHA, 1, ",review", "", (ALPHA, 1, "表头不符", "review"),
    ),
    "a row lacks a cell": (
        ALPHA, 3, ",person 2026-11-22", "", (ALPHA, 3, "有 15 列，应为 16 列", "逗号"),
    ),
    "a row has a comma too much": (
        ALPHA, 3, "完成问题", "完成,问题", (ALPHA, 3, "有 17 列，应为 16 列", "双引号"),
    ),
    "a line is empty": (
        BETA, 2, "", "\n", (BETA, 2, "有 0 列", "逗号"),
    ),
    "a quotation mark is not closed": (
        ALPHA, 3, "完成问题", '"完成问题', (ALPHA, 3, "不是合规的 CSV", "双引号是否成对"),
    ),
    "text follows a closed quotation mark": (
        ALPHA, 4, "在改问题", '"在改"问题', (ALPHA, 4, "不是合规的 CSV", "双引号是否成对"),
    ),
    "a cell holds a line break": (
        ALPHA, 4, "在改问题", '"在改\n问题"', (ALPHA, 4, "item 含换行", "写成一行"),
    ),
    "a cell begins with a space": (
        ALPHA, 4, "在改问题", " 在改问题", (ALPHA, 4, "item 首尾有空格", "删去空格"),
    ),
    "a cell ends with a full-width space": (
        ALPHA, 4, "在改问题", "在改问题\u3000", (ALPHA, 4, "item 首尾有空格", "删去空格"),
    ),
    "a pasted text stands for a fact": (
        ALPHA, 4, "在改问题", "长" * 301, (ALPHA, 4, "item 长 301 字", "不超过 300 字"),
    ),
    "a needed cell is empty": (
        ALPHA, 4, "在改问题", "", (ALPHA, 4, "item 为空", "补上"),
    ),
    "a value has a thousands separator": (
        ALPHA, 6, "12期,12,", "12期,1_200,", (ALPHA, 6, "value 是“1_200”", "不带千分位"),
    ),
    "a bound is no bound": (
        ALPHA, 7, "at_least", "atleast", (ALPHA, 7, "bound 是“atleast”", "at_least"),
    ),
    "a status is no status": (
        ALPHA, 7, "actual", "done", (ALPHA, 7, "status 是“done”", "actual、target"),
    ),
    "a role is no role": (
        ALPHA, 3, ",part,", ",piece,", (ALPHA, 3, "role 是“piece”", "total、part、repeat、share"),
    ),
    "a year is out of range": (
        ALPHA, 6, ",2023,", ",23,", (ALPHA, 6, "year 是“23”", "四位年份"),
    ),
    "a place has a sign": (
        ALPHA, 6, ",12期", "x,12期", (ALPHA, 6, "end 是", "非负整数"),
    ),
    "a review names nobody": (
        ALPHA, 6, "person 2026-11-22", "2026-11-22", (ALPHA, 6, "review 是", "person 2026-11-22"),
    ),
    "a code has five digits": (
        BETA, 2, ",110101,", ",11010,", (BETA, 2, "region 是“11010”", "六位行政区划代码"),
    ),
    "a region is unknown": (
        BETA, 2, ",110101,", ",110102,",
        (BETA, 2, "region “110102”不在 regions.csv", "“110101”"),
    ),
    "a category is misspelt": (
        BETA, 2, ",units,", ",unit,", (BETA, 2, "category “unit”不在 categories.csv", "“units”"),
    ),
    "an indicator is misspelt": (
        BETA, 2, "units_building", "unit_building",
        (BETA, 2, "indicator “unit_building”不在 indicators.csv", "“units_building”"),
    ),
    "nothing near is known": (
        BETA, 2, ",units,", ",zzz,", (BETA, 2, "category “zzz”不在 categories.csv", "先在那里补上"),
    ),
    "an indicator stands under another category": (
        BETA, 2, ",units,", ",training,", (BETA, 2, "“创建单位”不属于 training", "属于 units"),
    ),
    "a figure's doc is not the file's": (
        BETA, 2, "beta,", "alpha,", (BETA, 2, "doc “alpha”与文件名不符", "移到同名文件"),
    ),
    "spans overlap": (
        ALPHA, 3, f"alpha,{DONE_AT},{int(DONE_AT) + 3}", f"alpha,{int(RAISED_AT) + 2},{int(RAISED_AT) + 5}",
        (ALPHA, 3, "与 2 行的位置重叠", "只留一条"),
    ),
    "a span is longer than its quote": (
        ALPHA, 3, f",{int(DONE_AT) + 3},", f",{int(DONE_AT) + 4},",
        (ALPHA, 3, "与 quote 的长度不符", "起止位置"),
    ),
    "a part exceeds its whole": (
        ALPHA, 4, "8个,8,", "8个,37,", (ALPHA, 4, "部分 37 大于总数 36", "改正数值"),
    ),
    "parts together exceed their whole": (
        ALPHA, 4, "8个,8,", "8个,9,", (ALPHA, 3, "各部分之和 37 大于总数 36", "独立的总数（total）"),
    ),
    "a rate is not part over whole": (
        ALPHA, 5, "77.8%,77.8,", "77.8%,78.1,", (ALPHA, 5, "比率 78.1% 与部分÷总数", "核对三个数"),
    ),
    "a share is an amount": (
        ALPHA, 5, "77.8,%,", "77.8,个,", (ALPHA, 5, "占比（share）的单位是“个”", "数量用其中（part）"),
    ),
    "of leads to nothing": (
        ALPHA, 3, RAISED, "alpha:9999", (ALPHA, 3, "of “alpha:9999”不存在", "文档:起点"),
    ),
    "of leads to another report": (
        ALPHA, 3, RAISED, f"beta:{small_data.start('beta', '5家')}",
        (ALPHA, 3, "在另一份报告", "同一份报告"),
    ),
    "of leads in a circle": (
        ALPHA, 3, RAISED, f"alpha:{DONE_AT}", (ALPHA, 3, "of 首尾相连", "止于一个总数（total）"),
    ),
    "a total is of another": (
        ALPHA, 3, ",part,", ",total,", (ALPHA, 3, "role 是 total", "总数（total）不写 of"),
    ),
    "a part is of nothing": (
        ALPHA, 3, RAISED, "", (ALPHA, 3, "role 是 part", "其余要写"),
    ),
    "a share is of nothing": (
        ALPHA, 5, RAISED, "", (ALPHA, 5, "role 是 share", "其余要写"),
    ),
    "a year has no basis": (
        "sources.csv", 2, ",stated,", ",,", ("sources.csv", 2, "只填了一个", "同填"),
    ),
    "a basis has no year": (
        "sources.csv", 3, ",110101,,,", ",110101,,stated,", ("sources.csv", 3, "只填了一个", "都留空"),
    ),
    "a basis is a bare word": (
        "sources.csv", 2, ",stated,", ",guessed,",
        ("sources.csv", 2, "year_basis 是“guessed”", "inferred: 理由"),
    ),
    "a report is published on no day": (
        "sources.csv", 2, "2023-05", "2023-13", ("sources.csv", 2, "published 是“2023-13”", "2024-08-01"),
    ),
    "a source's region is unknown": (
        "sources.csv", 3, ",110101,", ",990101,", ("sources.csv", 3, "region “990101”不在 regions.csv", "“110101”"),
    ),
    "a report stands twice in the catalogue": (
        "sources.csv", 3, "beta,beta.txt", "alpha,beta.txt", ("sources.csv", 3, "doc “alpha”重复", "删去"),
    ),
    "the ledger's numbers have a gap": (
        LEDGER, 4, "alpha,3", "alpha,4", (LEDGER, 0, "“alpha”的 seq 不是从 1 起连续", "重新编号"),
    ),
    "the ledger repeats a number": (
        LEDGER, 4, "alpha,3", "alpha,2", (LEDGER, 4, "doc+seq “alpha、2”重复", "删去"),
    ),
    "a ledger row ends before it begins": (
        LEDGER, 3, ",30,33,", ",33,30,", (LEDGER, 3, "start 不小于 end", "起止位置"),
    ),
    "a due date is a sentence": (
        LEDGER, 3, "2025-06", "明年", (LEDGER, 3, "due 是“明年”", "2025-06"),
    ),
    "two regions share a label": (
        "reference/regions.csv", 5, "丁省,丁", "丁省,甲",
        ("reference/regions.csv", 5, "short “甲”重复", "改正"),
    ),
    "a county's parent is a county": (
        "reference/regions.csv", 3, ",110000", ",110101",
        ("reference/regions.csv", 3, "“乙市”的上级级别不对", "level 或 parent"),
    ),
    "a province has a parent": (
        "reference/regions.csv", 5, "province,", "province,110000",
        ("reference/regions.csv", 5, "省级区划“丁省”写了上级", "parent 留空"),
    ),
    "an indicator's category is unknown": (
        "reference/indicators.csv", 8, ",units,", ",unit,",
        ("reference/indicators.csv", 8, "category “unit”不在 categories.csv", "“units”"),
    ),
    "an indicator stands twice": (
        "reference/indicators.csv", 3, "training_attendance,", "training_sessions,",
        ("reference/indicators.csv", 3, "id “training_sessions”重复", "改正"),
    ),
    "a term is counted twice": (
        "terms/alpha.csv", 3, "培训", "问题", ("terms/alpha.csv", 3, "doc+term “alpha、问题”重复", "删去"),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("file", "line", "old", "new", "told"), EDITS.values(), ids=EDITS)
def test_a_fault_is_told_with_place_and_remedy(data, file, line, old, new, told):
    if old:
        small_data.edit(data, file, line, old, new)
    else:
        prepend(data / file, line, new)
    assert_told(errors(check(data)), *told)


def prepend(path, line, new):
    lines = path.read_text(encoding="utf-8").split("\n")
    lines.insert(line - 1, new.removesuffix("\n"))
    path.write_text("\n".join(lines), encoding="utf-8")


def assert_told(faults, file, line, problem, remedy):
    found = [f for f in faults if (f.file, f.line) == (file, line) and problem in f.problem]
    assert len(found) == 1, [str(fault) for fault in faults]
    assert remedy in found[0].remedy


NOTICES = {
    "a repeat differs from what it repeats": (
        ALPHA, 8, "36 个,36,", "36 个,35,", (ALPHA, 8, "不相等", "两种计法则无须处理"),
    ),
    "an indicator is counted in an unusual unit": (
        BETA, 2, ",5,家,", ",5,所,", (BETA, 2, "单位是“所”，不在 家/个 之列", "核对指标"),
    ),
    "an indicator is used by nothing": (
        ALPHA, 6, "training_sessions", "",
        ("reference/indicators.csv", 2, "“培训场次”没有任何数据使用", "无须处理"),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("file", "line", "old", "new", "told"), NOTICES.values(), ids=NOTICES)
def test_a_notice_is_told_and_stops_nothing(data, file, line, old, new, told):
    small_data.edit(data, file, line, old, new)
    faults = check(data)
    assert errors(faults) == []
    assert_told(faults, *told)


def test_the_same_total_twice_in_a_report_is_a_notice(data):
    row = "alpha,200,203,12期,12,期,exact,培训,actual,training,training_sessions,110000,2023,total,,person 2026-11-22"
    small_data.append(data, ALPHA, row)
    (fault,) = check(data)
    assert (fault.file, fault.line, fault.level) == (ALPHA, 9, NOTICE)
    assert "“培训 12期”在同一报告中是第二个相同的总数（total）" in fault.problem
    assert "改为重复提及（repeat）" in fault.remedy


def test_a_report_without_data_is_a_notice(data):
    (data / BETA).unlink()
    (data / "terms/beta.csv").unlink()
    assert {(f.file, f.line, f.level) for f in check(data)} == {
        ("sources.csv", 3, NOTICE),
        ("reference/categories.csv", 4, NOTICE),
        ("reference/indicators.csv", 8, NOTICE),
    }


def test_bytes_that_are_not_utf_8_are_told_with_their_line(data):
    path = data / BETA
    path.write_bytes(path.read_bytes().replace("清廉学校".encode(), "清廉学校".encode("gb18030")))
    assert_told(errors(check(data)), BETA, 3, "不是 UTF-8 编码", "CSV UTF-8")


def test_a_file_as_excel_saves_it_is_read(data):
    path = data / BETA
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert check(data) == []


def test_a_cell_with_a_comma_in_quotation_marks_is_one_cell(data):
    small_data.edit(data, BETA, 2, "清廉单元", '"清廉单元, ""五类"""')
    assert check(data) == []


def test_a_missing_catalogue_is_told(data):
    (data / "sources.csv").unlink()
    assert_told(errors(check(data)), "sources.csv", 0, "文件不存在", "请从版本库恢复")


def test_a_whole_of_nothing_is_no_crash(data):
    for line, cells in ((2, "36个,36,"), (3, "28个,28,"), (4, ",8个,8,"), (8, "36 个,36,")):
        small_data.edit(data, ALPHA, line, cells, cells[: cells.index("个") + 2] + "0,")
    assert_told(errors(check(data)), ALPHA, 5, "比率 77.8% 与部分÷总数", "核对三个数")


def test_faults_come_sorted_and_each_says_it_is_an_error(data):
    small_data.edit(data, BETA, 3, ",110101,", ",110102,")
    small_data.edit(data, ALPHA, 7, "training_attendance", "training_attendence")
    faults = errors(check(data))
    assert [(f.file, f.line) for f in faults] == [(ALPHA, 7), (BETA, 3)]
    assert str(faults[0]) == (
        f"{ALPHA}:7  {ERROR}：indicator “training_attendence”不在 indicators.csv 中。"
        "是否应为“training_attendance”。"
    )


def test_every_fault_of_form_is_told_at_once(data):
    small_data.edit(data, ALPHA, 3, "完成问题", "完成,问题")
    small_data.edit(data, ALPHA, 7, "at_least", "least")
    small_data.edit(data, BETA, 2, ",110101,", ",1101,")
    assert [(f.file, f.line) for f in check(data)] == [(ALPHA, 3), (ALPHA, 7), (BETA, 2)]


class TestAgainstReports:
    """Where the reports' texts are present, places are compared with them."""

    @pytest.fixture
    def data(self, tmp_path):
        return small_data.write(tmp_path / "data", reports=True)

    def test_right_places_have_no_fault(self, data):
        assert check(data) == []

    def test_a_wrong_place_is_told_with_the_nearest_right_one(self, data):
        at = int(DONE_AT)
        small_data.edit(data, ALPHA, 3, f"{at},{at + 3}", f"{at + 1},{at + 4}")
        assert_told(
            errors(check(data)), ALPHA, 3, f"报告 {at + 1} 处不是“28个”", f"最近的一处在 {at}"
        )

    def test_a_number_that_the_report_lacks_is_told(self, data):
        small_data.edit(data, ALPHA, 6, "12期,12", "13期,13")
        assert_told(errors(check(data)), ALPHA, 6, "处不是“13期”", "报告里没有这个数字")

    def test_a_report_of_another_length_is_told(self, data):
        length = len(small_data.TEXTS["beta"])
        small_data.edit(data, "sources.csv", 3, f",{length}", f",{length + 1}")
        told = f"chars 是 {length + 1}，报告有 {length} 字"
        assert_told(errors(check(data)), "sources.csv", 3, told, "改正 chars")

    def test_line_ends_count_as_they_stand(self, data):
        text = "\r\n" + small_data.TEXTS["beta"]
        path = data / f"reports/{small_data.sha256('beta')}.txt"
        path.write_bytes(text.encode())
        assert {f.file for f in errors(check(data))} == {BETA, "sources.csv"}
