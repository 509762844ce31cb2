"""A report that a browser prints as PDF is read as the page had it."""

from etl.read import read_report

TITLE = "关于印台县水务局2024年巡察反馈问题整改进展情况的通报"
PARAGRAPHS = [
    "2024年3月，县委第二巡察组对县水务局党组开展巡察，反馈问题33个。局党组逐项制定措施98条，——截至"
    "9月底已完成整改29个，收回工程款1284.66万元。",
    "一、农村供水工程管护不到位",
    "整改情况：新建管护站6座，培训管水员178人次；长期坚持的4个问题正按月推进，党组每季度听取一次汇报。",
]
ROWS = [
    ["类别", "问题", "整改进展"],
    ["资金管理", "水费收缴不及时，部分村连续两年未上缴", "已收回5.2万元，完成整改"],
    ["", "维修台账缺失", "持续推进"],
]
STYLE = """
@page { size: A4; margin: 37mm 26mm 35mm 28mm }
body { font: 16pt/28pt serif; margin: 0 } p { margin: 0; text-indent: 2em; text-align: justify }
h1 { font-size: 22pt; text-align: center } td { border: 1px solid; font-size: 12pt }
"""
NUMBER = "<div style='font-size:10pt;width:100%;text-align:center'>— <span class=pageNumber></span> —</div>"


def page_of(repeats):
    body = "".join(f"<p>{words}</p>" for words in PARAGRAPHS * repeats)
    cells = [[f"<td>{cell}</td>" for cell in row if cell] for row in ROWS]
    cells[1][0] = cells[1][0].replace("<td", "<td rowspan=2")
    table = "".join(f"<tr>{''.join(row)}</tr>" for row in cells)
    return f"<style>{STYLE}</style><h1>{TITLE}</h1>{body}<table>{table}</table>"


def test_a_printed_page_is_read_as_it_was(browser, tmp_path):
    page = browser.new_page()
    page.set_content(page_of(repeats=6))
    page.pdf(
        path=tmp_path / "a.pdf",
        prefer_css_page_size=True,
        display_header_footer=True,
        header_template="<div></div>",
        footer_template=NUMBER,
    )
    page.close()
    lines = read_report(tmp_path / "a.pdf").splitlines()
    assert lines == [TITLE, *PARAGRAPHS * 6, *map("\t".join, ROWS)]
