"""The year and the division of documents whose catalogue tells neither."""

import pytest

from etl.pipeline import extract
from etl.places import _all_short_names, is_common_word, is_plain_word, places
from etl.records import Source
from etl.reference import table, words

ACCOUNTS = "关于2021年度本级预算执行和其他财政收支审计查出问题整改情况的报告"
YEARS = [
    # A speech speaks from the day it was made, whatever date the page bears.
    (
        "时间:2023-04-08\n——2022年12月20日在某区第五届人民代表大会第二次会议上\n今年以来,立案12件。",
        [2022],
    ),
    ("—20221220日在某区第五届人民代表大会第二次会议上\n截至目前,立案12件。", [2022]),
    (
        "——2021年1月12日在某市第八届人民代表大会第五次会议上\n2020年,各项工作有了进展。\n"
        "一、服务大局\n设立服务站点12个。",
        [2020],
    ),
    ("发布时间:2024-10-11\n2023年工作回顾\n全年立案12件。", [2023]),
    ("时间:2022-05-05\n五年(2017年-2021年)工作报告\n2017年以来,立案12件。", [2021]),
    # The accounts of a year are audited in the year after.
    (f"{ACCOUNTS}\n已整改问题12个。", [2022]),
    (f"{ACCOUNTS}\n发布日期:2023-01-09\n今年7月,会议听取了报告。已整改问题12个。", [2022]),
    (f"{ACCOUNTS}\n2022年11月8日\n一、2021年度审计整改工作成效\n已整改问题12个。", [2022]),
    ("发布日期:2023-02-03\n今年9月,专班走访企业12家。", [2022]),
    # 1200余份 and 2000余份 are counts; where something began and a campaign's frame are no date.
    ("该市印制读本2000余册。", [None]),
    ("2019年,开展自查。2015年以来的账目、2015年以来的合同逐一核对,立案12件。", [2019]),
    (
        "今年3月,印发方案。从2017年4月至2020年6月开展整治,立案12件;2017年先行试点。",
        [2017],
    ),
    # What is planned for the next year shows which year 去年 was.
    ("2017年,该市将开展抽查。\n据悉,2016年,走访86户。慰问9户。去年培训31人。", [2016] * 3),
    # The last row of a table is no signature.
    (
        "工作情况通报\n"
        + "县局把作风建设摆在突出位置,层层压实责任,逐条研究对策。\n" * 20
        + "查访窗口12个。\n2023年5月6日\n序号\t问题\t完成时限\n1\t台账缺失\t2024年9月",
        [2023],
    ),
    # What a person tells of a case dates no report.
    ("“2016年3月,村里有人替我领走了补贴,我到今天才知道。”\n该区退款23人。", [None]),
    ("某通讯社1月9日电 2016年全市立案12件。去年起诉9人。", [2016, 2016]),
    # 2000.9万元 and 2000-3000元 are amounts.
    ("今年检查3家,甲家多收2000.9万元,乙家多收1638.7万元。", [None, None, None]),
    # A yearly report comes out in the year after: its 去年 is the year it is made for.
    ("记者获悉,该会昨日发表2022年工作报告。去年受理诉求235宗,提出建议68次。", [2022, 2022]),
    ("《2023某市廉政工作年报》发布\n2024年6月12日 来源:某网\n据消息,去年办讲座65场。", [2023]),
    ("该会今日汇报2024工作。去年受理诉求44宗,其中10宗转介。", [2024, 2024]),
    ("该会昨日向议会呈交二○一九年年报,去年受理诉求十四宗。", [2019]),
    # A speech that sums up one year and plans the next tells of the first.
    (
        "今天会议的任务是总结2022年工作,部署2023年任务。过去一年,全院召开廉政专题会6次,督查9次。",
        [2022, 2022],
    ),
    # What a year is compared with is not the document's time.
    ("去年受理诉求201宗,与2019年相比下降13%。", [None, None]),
    # Years of the Republic.
    (
        "法务部执行方案成效\n方案执行后(89年7月至94年11月),新收案件64件,"
        "较执行前同期(84年2月至89年6月)之85件,减少24.7%。",
        [2005, 2000, 2005],
    ),
    ("政风室办理宣导\n本(113)年办理宣导12场,较112年增加3场。", [2024, 2024]),
    ("第100年校庆,植树86年树龄的古树3株。2021年办讲座2场。", [2021, 2021]),
    # A count since a year runs up to the publication, which nothing here tells.
    ("自2016年9月本届州委开展首轮巡察以来,全州共发现问题3120个。", [None]),
    ("截至4月30日,2017年以来全省查处问题1102起。", [2017]),
    ("2019年是新世纪以来收案最多的一年,审结案件1026件。", [2019]),
    # What opens with a year and goes on about 去年 means that one.
    ("2018年,该市加强分析。去年共接受举报86件。", [2018]),
    # Put up in January or February, a text that names only the year before tells of that.
    ("2018-01-11\n2017年全国查处问题3100个。\n处理干部4200人。", [2017, 2017]),
    ("2018-02-11\n今年1月,全国查处问题310起,比去年12月减少4%。\n处理干部420人。", [2018] * 3),
    # The year of the Republic behind a comma, and what that year was called by who tells of it later.
    ("〔记者甲报导〕廉政署举行成果发表会。署长表示,112年持续宣导。去年办理讲座14场。", [2023]),
    # 较去年 in the report of a year's end speaks of this one.
    ("2024-12-20\n会中提出工作报告,本年度办理宣导86场,较去年增加3场。", [2024, 2024]),
    # A wire's date, and a notice of January that tells of the year before and plans its own.
    ("某法院狠抓作风\n本报嘉积2024年10月21日电 今年以来组织督察29次。", [2024]),
    (
        "某局整改情况的通报\n发布日期:2025-01-14\n2024年3月反馈意见,部分列入2025年度计划。"
        "先后开会10次。\n预计2025年6月底前完成。\n2025年1月10日\n",
        [2024],
    ),
    # What is told for an election to come is done now.
    ("2024-09-02\n为配合明年选举,宣传车本月停留20处。", [2024]),
    # The news of an annual report tells of the year before.
    ("2023-06-20\n某署去年接获投诉1,640宗。\n工作报告指出,热线处理查询610个。", [2022, 2022]),
]


@pytest.mark.parametrize(("text", "years"), YEARS)
def test_a_document_tells_when_it_speaks(text, years):
    assert [figure.year for figure in extract(text)] == years


SPOKEN = [
    # What a paragraph opens with holds until another time is named.
    ("去年,专班走访两遍。第二遍走访企业36家。今年立案12件。", [2023, 2024]),
    ("2022年3月8日至5月9日,对4家企业开展检查;对13所学校开展抽查。", [2022, 2022]),
    ("收到来信86件,比上年同期95件减少9件。", [2024, 2023, 2024]),
    ("收到来信86件,比上年同期增加9件。", [2024, 2024]),
    ("去年126宗来信中,涉及部门45宗。最多的是甲局,有15宗。今年已收31宗。", [2023, 2023, 2023, 2024]),
    # Paragraphs that begin with — go on about the year that led them in.
    (
        "2022年7月至2023年6月,完成项目29个。\n审计结果表明,2022年,各项工作有成效。\n"
        "——助企纾困,为企业减负58亿元。\n——改善民生,支出20亿元。",
        [2023, 2022, 2022],
    ),
    ("一九九八年至二〇二三年,建成展馆2座。", [2023]),
    ("“猎狐2022”行动追回外逃人员6名。", [2022]),
    ("二0二三年立案84件。", [2023]),
    ("去年同期受到处理的人员仅21人,今年33人。", [2023, 2024]),
    # What was counted up to a day is not of the year that the budget is for.
    ("截至2021年11月底,已下达2022年项目52个。", [2021]),
]


@pytest.mark.parametrize(
    ("title", "year"),
    [("廉署去年接獲投訴逾兩千宗", 2023), ("廉署公布2022年工作報告", 2022), ("廉署公布近況", 2024)],
)
def test_a_title_of_the_catalogue_is_read_in_any_script(title, year):
    source = Source(doc="d", title=title, published="2024-03-15")
    assert [one.year for one in extract("廉署辦理講座14場。", source)] == [year]


@pytest.mark.parametrize(("text", "years"), SPOKEN)
def test_a_time_once_named_goes_on(text, years):
    county = Source(doc="d", region="610423", year=2024, published="2024-08")
    assert [figure.year for figure in extract(text, county)][: len(years)] == years


PLACES = [
    # A chain of names means its last.
    (
        "书画进小区\n本周,福建省泉州市丰泽区某社区送出书画26幅。该区培训志愿者90人。",
        ["350503"] * 2,
    ),
    # The source's own place is not that of the news.
    (
        "2024-05-20 来源:绵阳市某网站\n涪城区新建廉洁步道12处。\n今年以来,涪城区立案9件。",
        ["510703"] * 2,
    ),
    # One of those over which the work is spread is not whose work it is.
    (
        "四川省纪委回访9个市州、锦江区、12个县级部门。\n省纪委要求,省直部门限期答复。",
        ["510000"] * 2,
    ),
    # An agency's seat is no place of the news.
    ("本报北京3月5日电 中央纪委公布,今年以来全国查处问题4210起。", [None]),
    # From province to province: the country's, each figure its own division's.
    (
        "中央纪委网站刊发案例3起。开年以来,天津市静海区立案66件。江西省婺源县推行联查。"
        "累计查处问题31件。\n甘肃省民勤县出台措施8项。\n",
        [None, "120118", "361130", "620621"],
    ),
    # A text that calls itself 全州 is the prefecture's, though it begins with a county.
    (
        "近日,云南省禄丰市、姚安县先后开会。今年来,楚雄彝族自治州姚安县立案8件。\n"
        "全州走访90户,该州培训31人。",
        ["532325", "532300", "532300"],
    ),
    # Words that are names as well, and a province that lies around a city without a name.
    ("县交易中心工作总结\n完成资源交易122项。", [None]),
    ("市园林局工作报告\n市委、市政府督办,局机关获评江西省先进。全市改造公园26家。", [None]),
    ("企业纪检组例会\n落实责任制和安全检查,谈话31人次。", [None]),
    # A plain name leans on the one before it.
    ("重庆铜梁设80个信箱\n据介绍,该区设信箱80个,办理来信13件。", ["500151"] * 3),
    (
        "全国通报医院7家。河北省石家庄市某院多收20万元,黑龙江省黑河市五大连池某院多收77万元,"
        "山东济南某院多收12万元。上述7家医院退回32万元。",
        [None, "130100", "231182", "370100", None, None],
    ),
    ("江西新建公路12公里,立案3件。\n江西省纪委监委", ["360000"] * 2),
    # A list of places that 等 closes is counted as a whole.
    (
        "广东省命名基地\n基地是:广州市某园,佛山市某公园,韶关市某馆,清远市某园区等5个基地。",
        ["440000"],
    ),
    # What belongs to no other place names it.
    ("廉署去年接投诉35宗\n委员会审议28宗,该署向行政长官汇报。", ["810000"] * 2),
    ("廉署刊登年报\n澳门特区廉署立案49宗,澳门市民举报31宗。", ["820000"] * 2),
    ("法务部统计\n各地方起诉案件计29件,金额新台币31万元。", ["710000"] * 2),
    # The levels within the city that is spoken of, and what ; joins to it.
    (
        "河北省的探索\n最有代表性的是邯郸市。邯郸市清理权力417项,其中县本级145项;废止权力39项。"
        "全省另清理31项。",
        ["130400"] * 3 + ["130000"],
    ),
    # Examples of those over which the work is spread, and an account of many places.
    (
        "西藏自治区党委对拉萨市和该市城关区、山南市错那县、林芝市米林县等20个县区开展巡视。\n"
        "自治区党委、自治区纪委随后谈话31人。",
        ["540000"] * 2,
    ),
    (
        "近日,宁夏石嘴山市惠农区某社区热闹非凡。\n近年来,宁夏着力打造品牌。\n"
        "在石嘴山市平罗县某村,大屏12块。\n在银川市贺兰县某村,展馆26平方米。\n共有志愿者90人。",
        ["640221", "640122", "640000"],
    ),
    # Cities as examples of what 全省 did, and a commission that needs no place beside its name.
    (
        "据统计,10月以来全省发现问题840起。\n杭州市开展督查。衢州市宣讲纪律。丽水市组织互查。",
        ["330000"],
    ),
    ("廉署年报\n廉署接获投诉1,640宗。", ["810000"]),
    # The subject of a sentence elsewhere, a province's plain name too, and what ; joins to it.
    (
        "近日,山西省新闻发布会介绍:全省归还拖欠群众款项6亿元。\n"
        "2013年,全国纪检监察机关查办案件63件,处分67人;严查民生领域,查处11人。\n"
        "湖南查处案件73件,处分33人;\n云南查处问题43件,处分8人;查处乱收费46件。",
        ["140000", None, None, None, "430000", "430000", "530000", "530000", "530000"],
    ),
    # A paragraph that opens with a city elsewhere is about that one.
    (
        "湖南宁乡群众工作手册编成3期\n宁乡市委干部介绍,收集问题390件。\n"
        "湖南永州着力推进创建工作。通过集中整治,整顿摊点120处。",
        ["430182", "430182", "431100"],
    ),
    # Of the country, though it lists some provinces.
    (
        "首批单位清理办公用房\n各省区市应清理办公用房310平方米。其中,天津、山西、吉林全部整改完毕。\n"
        "应清退公务用车165辆。",
        [None, None],
    ),
    ("湖南省通报\n长沙、衡阳、邵阳三市分别处分19人、17人、16人。", ["430100", "430400", "430500"]),
]


@pytest.mark.parametrize(("text", "regions"), PLACES)
def test_a_document_tells_whose_work_it_reports(text, regions):
    assert [figure.region for figure in extract(text)] == regions


def test_together_with_the_countys_own_is_no_other_county():
    text = "资溪县审计整改情况的报告\n县审计局发送通知书,会同县委巡察办联合督查2轮。\n"
    assert [figure.region for figure in extract(text)] == ["361028"]


def test_an_account_of_many_places_is_of_none_and_each_county_has_its_own():
    text = (
        "各地整治校园餐见闻\n在山西,检查有序推进。山西垣曲县检查食堂34所。"
        "湖北竹溪县组织力量对全县各村交叉审计,查出白条金额17万元。\n"
    )
    assert [figure.region for figure in extract(text)] == ["140827", "420324"]


@pytest.mark.parametrize("row", table("region_marks.csv"), ids=lambda row: row["word"])
def test_a_word_that_only_one_place_uses_names_it(row):
    assert {figure.region for figure in extract(row["example"])} == {row["codes"].split()[0]}


def test_a_district_word_is_the_plain_name_of_a_district():
    districts = {place.name for place in places().values()}
    for word in words("place_district_words.txt"):
        assert any(f"{word}{suffix}" in districts for suffix in ("区", "新区", "矿区"))


def test_a_place_word_is_a_name_and_counts_only_with_its_suffix():
    assert set(words("place_words.txt")) <= set(_all_short_names())
    assert is_plain_word("资源") and is_common_word("资源")
    assert not is_common_word("咸阳")
    assert [f.region for f in extract("资源县工作总结\n全县立案12件。")] == ["450329"]
