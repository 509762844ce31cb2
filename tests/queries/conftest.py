"""A small database whose every answer can be worked out by hand.

甲省 has 乙市, which has 丙县 and 丁县; 戊省 has no report. 甲's two reports, 乙's (by its 交通局,
its year inferred), 丙's without a year and 丁's of 2022.
"""

import pytest

from etl.build import build
from pages.parts import answers
from queries import Database, current_build
from tests.etl.small_data import write_table

JIA, YI, BING, DING, WU = "110000", "110100", "110101", "110102", "120000"
REGIONS = [
    (JIA, "甲省", "甲", "province", ""),
    (YI, "乙市", "乙", "city", JIA),
    (BING, "丙县", "丙", "county", YI),
    (DING, "丁县", "丁", "county", YI),
    (WU, "戊省", "戊", "province", ""),
]
CATEGORIES = [
    ("training", "学习培训", "培训班和培训人次"),
    ("rectification", "问题整改", "反馈问题的整改"),
    ("institution", "制度建设", "制度和风险点"),
    ("units", "清廉单元", "创建和示范单位"),
]
INDICATORS = [
    ("training_sessions", "培训场次", "training", "期/次/场", "yes", "", "办班的期数"),
    ("training_attendance", "培训人次", "training", "人次", "yes", "", "参训的人次"),
    ("problems_raised", "应整改问题", "rectification", "个", "yes", "", "反馈的问题"),
    ("problems_rectified", "完成整改问题", "rectification", "个", "yes", "", "改完的问题"),
    ("problems_in_progress", "正在整改问题", "rectification", "个", "yes", "", "在改的问题"),
    ("completion_rate", "整改完成率", "rectification", "%", "no", "high", "改完的占比"),
    ("risk_points", "廉政风险点", "institution", "个", "no", "", "排查的风险点"),
    ("rules_revised", "制定修订制度", "institution", "项", "yes", "", "没有数据"),
    ("units_building", "创建单位", "units", "家", "yes", "", "在建的单位"),
]
# doc, title, publisher, published, kind, scope, region, year, year_basis
SOURCES = [
    ("jia", "甲省整改通报", "甲省委", "2023-06", "整改通报", "region", JIA, "2023", "stated"),
    ("jia2", "甲省回头看", "甲省委", "2024-08", "新闻", "region", JIA, "2024", "stated"),
    ("yi", "乙市交通总结", "乙市交通局", "2023-12", "工作总结", "交通局", YI, "2023", "inferred: 按发布时间"),
    ("bing", "丙县做法", "", "", "经验做法", "region", BING, "", ""),
    ("ding", "丁县总结", "丁县纪委", "2022", "工作总结", "region", DING, "2022", "stated"),
]  # fmt: skip
RECTIFICATION = ("rectification", "problems_raised")
DONE, OPEN = ("rectification", "problems_rectified"), ("rectification", "problems_in_progress")
RATE, RISKS = ("rectification", "completion_rate"), ("institution", "risk_points")
SESSIONS, PEOPLE = ("training", "training_sessions"), ("training", "training_attendance")
UNITS = ("units", "units_building")
# id, quote, value, unit, bound, item, status, (category, indicator), region, year, role, of
FIGURES = [
    ("jia:10", "36个", "36", "个", "exact", "反馈问题", "actual", RECTIFICATION, JIA, "2023", "total", ""),
    ("jia:20", "28个", "28", "个", "exact", "完成问题", "actual", DONE, JIA, "2023", "part", "jia:10"),
    ("jia:30", "8个", "8", "个", "exact", "在改问题", "actual", OPEN, JIA, "2023", "part", "jia:10"),
    ("jia:40", "77.8%", "77.8", "%", "exact", "完成率", "actual", RATE, JIA, "2023", "share", "jia:10"),
    ("jia:50", "36个", "36", "个", "exact", "反馈问题", "actual", RECTIFICATION, JIA, "2023", "repeat", "jia:10"),
    ("jia:60", "12期", "12", "期", "exact", "培训班", "actual", SESSIONS, JIA, "2023", "total", ""),
    ("jia:70", "300余人次", "300", "人次", "at_least", "参训", "actual", PEOPLE, JIA, "2023", "total", ""),
    ("jia:80", "5期", "5", "期", "exact", "培训班", "target", SESSIONS, JIA, "2025", "total", ""),
    ("jia:90", "7期", "7", "期", "exact", "培训班", "actual", SESSIONS, BING, "2023", "total", ""),
    ("jia2:10", "7个", "7", "个", "exact", "反馈问题", "actual", RECTIFICATION, JIA, "2024", "total", ""),
    ("yi:10", "4期", "4", "期", "exact", "培训班", "actual", SESSIONS, YI, "2023", "total", ""),
    ("yi:20", "200人次", "200", "人次", "about", "参训", "actual", PEOPLE, YI, "2023", "total", ""),
    ("yi:30", "20个", "20", "个", "exact", "风险点", "actual", RISKS, YI, "2023", "total", ""),
    ("yi:40", "10家", "10", "家", "exact", "清廉单元", "actual", UNITS, YI, "2023", "total", ""),
    ("yi:50", "6家", "6", "家", "exact", "清廉机关", "actual", UNITS, YI, "2023", "part", "yi:40"),
    ("yi:60", "50个", "50", "个", "at_most", "排查问题", "actual", RECTIFICATION, YI, "2022", "total", ""),
    ("yi:70", "40个", "40", "个", "exact", "改完问题", "actual", DONE, YI, "2022", "part", "yi:60"),
    ("bing:10", "3期", "3", "期", "exact", "培训班", "actual", SESSIONS, BING, "", "total", ""),
    ("bing:20", "90人次", "90", "人次", "at_most", "参训", "actual", PEOPLE, BING, "2023", "total", ""),
    ("bing:30", "15个", "15", "个", "exact", "风险点", "actual", RISKS, BING, "2023", "total", ""),
    ("bing:40", "2家", "2", "家", "exact", "样板", "actual", ("units", ""), BING, "", "total", ""),
    ("ding:10", "6家", "6", "家", "exact", "清廉学校", "actual", UNITS, DING, "2022", "total", ""),
    ("ding:20", "5家", "5", "家", "exact", "清廉医院", "actual", UNITS, DING, "2022", "total", ""),
    ("ding:30", "9家", "9", "家", "exact", "清廉单元", "target", UNITS, DING, "2022", "total", ""),
    ("ding:40", "100余人次", "100", "人次", "at_least", "参训", "actual", PEOPLE, DING, "2023", "total", ""),
    ("ding:50", "8家", "8", "家", "exact", "企业", "actual", ("units", ""), "", "2022", "total", ""),
]  # fmt: skip
# doc, seq, section_topic, topic, status, due
LEDGER = [
    ("jia", "1", "学习", "学习不及时", "done", ""),
    ("jia", "2", "学习", "研讨走形式", "in_progress", "2024-06"),
    ("jia", "3", "基层", "减负不到位", "not_done", "2025"),
    ("jia", "4", "基层", "文件过多", "", ""),
]
TERMS = [("jia", "问题", "4"), ("yi", "培训", "1")]


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """The folder of the small build."""
    data = tmp_path_factory.mktemp("data")
    write_table(data / "reference/regions.csv", "regions", REGIONS)
    write_table(data / "reference/categories.csv", "categories", CATEGORIES)
    write_table(data / "reference/indicators.csv", "indicators", INDICATORS)
    write_table(data / "sources.csv", "sources", [source(*row) for row in SOURCES])
    for doc in (row[0] for row in SOURCES):
        write_table(data / f"figures/{doc}.csv", "figures", figures(doc))
    rows = [(*row, "1", "2", "1", "2") for row in LEDGER]
    write_table(data / "ledgers/jia.csv", "ledgers", rows)
    for row in TERMS:
        write_table(data / f"terms/{row[0]}.csv", "terms", [row])
    build(data, data / "build")
    return data / "build"


def source(doc, title, publisher, published, kind, scope, region, year, basis):
    cells = (doc, f"{doc}.txt", title, publisher, published, kind, scope, region, year, basis)
    return (*cells, "", "0" * 64 if doc == "jia" else "", "")


def figures(doc):
    rows = []
    for key, quote, value, unit, bound, item, status, measure, region, year, role, of in FIGURES:
        if key.startswith(f"{doc}:"):
            start = key.partition(":")[2]
            end = str(int(start) + len(quote))
            cells = (doc, start, end, quote, value, unit, bound, item, status, *measure)
            rows.append((*cells, region, year, role, of, "person 2026-11-22"))
    return rows


@pytest.fixture(scope="session")
def database(built):
    found = Database(current_build(built))
    yield found
    found.close()


ALL = {"regions": [], "years": [], "categories": [], "rollup": True}


@pytest.fixture
def ask(database):
    """Ask a question; what is not given is all. Rows as tuples, missing cells as None."""

    def answer(question, *columns, **given):
        parameters = ALL | {"indicator": "", "status": "", "search": "", "sort": "source"}
        parameters |= {"limit": 100, "offset": 0, "indicators": [], "open": False}
        found = narrowed(database.ask(question, **parameters | given), parameters | given)
        found = found[list(columns)] if columns else found
        return [tuple(plain(cell) for cell in row) for row in found.itertuples(index=False)]

    return answer


def narrowed(found, given):
    """What the question does not filter itself is left out as the pages do it."""
    if "year" in found:
        found = answers.of_years(found, given["years"])
    if "category" in found:
        found = answers.of_categories(found, given["categories"])
    if "indicator" in found and given["indicators"]:
        found = found[found["indicator"].isin(given["indicators"])]
    return found


def plain(cell):
    if hasattr(cell, "tolist"):
        cell = cell.tolist()
    if isinstance(cell, list):
        return [plain(member) for member in cell]
    # a missing cell is the only one that differs from itself, pandas.NA has no truth at all
    return None if cell is None or str(cell) in ("nan", "NaT", "<NA>") else cell
