"""A Word document is read as it is shown: with its lists' numbers, without what is struck out."""

import io

import pytest
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from etl.read_docx import docx_text

MARKUP = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def level(number, form, text, more=""):
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'{more}<w:lvlText w:val="{text}"/></w:lvl>'
    )


def lists(*kinds, more=""):
    """A numbering part: kind n of these levels, and a list n of each."""
    defined = "".join(
        f'<w:abstractNum w:abstractNumId="{n}">{"".join(levels)}</w:abstractNum>'
        for n, levels in enumerate(kinds, 1)
    )
    made = "".join(
        f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>'
        for n in range(1, len(kinds) + 1)
    )
    return f"<w:numbering {nsdecls('w')}>{defined}{made}{more}</w:numbering>"


def item(words, number=1, at=0):
    return (
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{number}"/></w:numPr></w:pPr>'
        f"<w:r><w:t>{words}</w:t></w:r></w:p>"
    )


def said(words):
    return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"


def read(*blocks, numbering=None, styles=()):
    """The lines of a document of these blocks of XML."""
    document = Document()
    body = document.element.body
    for block in blocks:
        parsed = parse_xml(block.replace(">", f" {nsdecls('w')} {MARKUP}>", 1))
        body.insert(len(body) - 1, parsed)
    for style in styles:
        document.styles.element.append(parse_xml(style.replace(">", f" {nsdecls('w')}>", 1)))
    if numbering:
        document.part.numbering_part._element = parse_xml(numbering)
    buffer = io.BytesIO()
    document.save(buffer)
    return docx_text(buffer.getvalue()).splitlines()


OUTLINE = [
    level(0, "chineseCountingThousand", "%1、"),
    level(1, "chineseCounting", "（%2）"),
    level(2, "decimal", "%3."),
]


def test_a_lists_numbers_are_those_that_word_shows():
    found = read(
        item("组织部署情况"),
        item("问题整改情况"),
        item("落实主体责任方面", at=1),
        item("会议记录不全", at=2),
        item("台账缺失", at=2),
        said("整改情况：已完成。"),
        item("选人用人方面", at=1),
        item("程序倒置", at=2),
        item("下一步打算"),
        numbering=lists(OUTLINE),
    )
    assert found == [
        "一、组织部署情况",
        "二、问题整改情况",
        "（一）落实主体责任方面",
        "1.会议记录不全",
        "2.台账缺失",
        "整改情况：已完成。",
        "（二）选人用人方面",
        "1.程序倒置",
        "三、下一步打算",
    ]


@pytest.mark.parametrize(
    ("form", "text", "shown"),
    [
        ("decimal", "%1.", ["1.", "2.", "11.", "23."]),
        ("decimal", "%1", ["1 ", "2 ", "11 ", "23 "]),
        ("chineseCounting", "第%1条", ["第一条 ", "第二条 ", "第十一条 ", "第二十三条 "]),
        ("japaneseCounting", "%1是", ["一是 ", "二是 ", "十一是 ", "二十三是 "]),
        ("decimalEnclosedCircle", "%1", ["① ", "② ", "⑪ ", "23 "]),
        ("ideographTraditional", "%1、", ["甲、", "乙、", "11、", "23、"]),
        ("upperLetter", "%1)", ["A)", "B)", "K)", "W)"]),
        ("lowerRoman", "(%1)", ["(i)", "(ii)", "(xi)", "(23)"]),
        ("chineseLegalSimplified", "%1、", ["壹、", "贰、", "11、", "23、"]),
        ("unheard-of", "%1、", ["1、", "2、", "11、", "23、"]),
        ("none", "%1附件", ["附件 "] * 4),
        ("bullet", "", ["•"] * 4),
    ],
)
def test_every_form_of_numbers(form, text, shown):
    found = read(*[item("甲")] * 23, numbering=lists([level(0, form, text)]))
    assert [found[i].removesuffix("甲") for i in (0, 1, 10, 22)] == shown


def test_numbers_of_several_levels_and_levels_that_never_start_anew():
    levels = [
        level(0, "decimal", "%1"),
        level(1, "decimal", "%1.%2"),
        level(2, "decimal", "〔%3〕", more='<w:lvlRestart w:val="0"/>'),
    ]
    found = read(*(item("甲", at=at) for at in (1, 1, 2, 0, 1, 2)), numbering=lists(levels))
    assert found == ["1.1 甲", "1.2 甲", "〔1〕甲", "2 甲", "2.1 甲", "〔2〕甲"]


def test_a_chapter_in_chinese_lends_its_number_as_digits():
    levels = [
        level(0, "chineseCounting", "%1、"),
        level(1, "decimal", "%1.%2", more="<w:isLgl/>"),
    ]
    found = read(item("甲"), item("乙", at=1), numbering=lists(levels))
    assert found == ["一、甲", "1.1 乙"]


def test_lists_of_one_kind_go_on_unless_one_says_where_it_starts():
    again = (
        '<w:num w:numId="7"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        '<w:num w:numId="8"><w:abstractNumId w:val="1"/></w:num>'
    )
    numbering = lists([level(0, "decimal", "%1.")], more=again)
    found = read(item("甲"), item("乙", 8), item("丙", 7), item("丁", 7), numbering=numbering)
    assert found == ["1.甲", "2.乙", "1.丙", "2.丁"]


def test_a_style_gives_its_paragraphs_numbers_and_a_paragraph_may_refuse_them():
    styles = [
        '<w:style w:type="paragraph" w:styleId="Clause"><w:name w:val="Clause"/><w:pPr><w:numPr>'
        '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>',
        '<w:style w:type="paragraph" w:styleId="Part"><w:name w:val="Part"/>'
        '<w:basedOn w:val="Clause"/></w:style>',
    ]
    styled = '<w:p><w:pPr><w:pStyle w:val="Part"/>{}</w:pPr><w:r><w:t>甲</w:t></w:r></w:p>'
    none = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'
    found = read(
        styled.format(""), styled.format(none), styled.format(""),
        numbering=lists([level(0, "decimal", "%1.")]), styles=styles,
    )  # fmt: skip
    assert found == ["1.甲", "甲", "2.甲"]


@pytest.mark.parametrize("number", ["99", "x", ""])
def test_a_list_that_is_not_defined_numbers_nothing(number):
    assert read(item("甲", number), numbering=lists([level(0, "decimal", "%1.")])) == ["甲"]


def test_a_document_without_lists_has_none():
    document = Document()
    document.add_paragraph("甲")
    document.part.drop_rel(
        next(
            r for r, rel in document.part.rels.items() if rel.reltype == RELATIONSHIP_TYPE.NUMBERING
        )
    )
    buffer = io.BytesIO()
    document.save(buffer)
    assert docx_text(buffer.getvalue()) == "甲\n"


SHOWN = {
    "words put in under revision": (
        "<w:p><w:ins><w:r><w:t>培训178人次</w:t></w:r></w:ins></w:p>",
        ["培训178人次"],
    ),
    "words struck out": (
        "<w:p><w:del><w:r><w:delText>12个</w:delText></w:r></w:del><w:r><w:t>13个</w:t></w:r></w:p>",
        ["13个"],
    ),
    "words moved away": (
        "<w:p><w:moveFrom><w:r><w:t>旧</w:t></w:r></w:moveFrom><w:r><w:t>新</w:t></w:r></w:p>",
        ["新"],
    ),
    "words of a control": (
        f"<w:sdt><w:sdtContent>{said('县纪委')}</w:sdtContent></w:sdt>",
        ["县纪委"],
    ),
    "hidden words": (
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>内部</w:t></w:r><w:r><w:t>公开</w:t></w:r></w:p>",
        ["公开"],
    ),
    "words that are not hidden after all": (
        '<w:p><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>公开</w:t></w:r></w:p>',
        ["公开"],
    ),
    "pinyin above words": (
        "<w:p><w:r><w:ruby><w:rt><w:r><w:t>lián</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>廉</w:t></w:r>"
        "</w:rubyBase></w:ruby></w:r></w:p>",
        ["廉"],
    ),
    "a box, once though it is stored twice": (
        "<w:p><w:r><w:t>正文</w:t><mc:AlternateContent><mc:Choice><w:txbxContent>"
        f"{said('第3期')}</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>{said('第3期')}"
        "</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>",
        ["正文", "第3期"],
    ),
    "a table of contents": (
        '<w:p><w:pPr><w:pStyle w:val="TOC1"/></w:pPr><w:r><w:t>一、问题 3</w:t></w:r></w:p>',
        [""],
    ),
    "breaks within a paragraph": (
        "<w:p><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:t>丙</w:t></w:r></w:p>",
        ["甲", "乙\t丙"],
    ),
    "a tab stop that is only defined": (
        '<w:p><w:pPr><w:tabs><w:tab w:val="left" w:pos="9"/></w:tabs></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>',
        ["甲"],
    ),
}


@pytest.mark.parametrize(("block", "lines"), SHOWN.values(), ids=SHOWN)
def test_what_is_shown_is_read(block, lines):
    assert read(block) == lines


def cell(*paragraphs, merge=""):
    told = "".join(paragraphs)
    return f"<w:tc><w:tcPr>{merge}</w:tcPr>{told}</w:tc>"


def table(*rows):
    return "<w:tbl>" + "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in rows) + "</w:tbl>"


DOWN = '<w:vMerge w:val="restart"/>'


def test_a_table_numbered_by_a_list_with_a_cell_that_reaches_down():
    found = read(
        table(
            [cell(said("类别")), cell(said("序号")), cell(said("问题"))],
            [cell(said("资金"), merge=DOWN), cell(item("")), cell(said("收缴不"), said("及时"))],
            [cell(said("资金"), merge="<w:vMerge/>"), cell(item("")), cell(said("台账缺失"))],
        ),
        numbering=lists([level(0, "decimal", "%1")]),
    )
    assert found == ["类别\t序号\t问题", "资金\t1\t收缴不 及时", "\t2\t台账缺失"]


def test_a_frame_of_one_cell_keeps_its_paragraphs_and_a_table_within():
    inner = table([cell(said("甲")), cell(said("乙"))])
    found = read(table([cell(said("标题"), said("正文"), inner, said("落款"))]))
    assert found == ["标题", "正文", "甲\t乙", "落款"]


def test_a_table_within_a_cell_stays_within_its_row():
    inner = table([cell(said("甲")), cell(said("乙"))], [cell(said("丙")), cell(said("丁"))])
    found = read(table([cell(said("1")), cell(said("见下"), inner, said("止"))]))
    assert found == ["1\t见下 甲 乙 丙 丁 止"]
