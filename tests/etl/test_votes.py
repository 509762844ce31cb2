"""The words around a figure vote on its category, by weights learned from reviewed reports."""

from etl.meaning import meaning_of, rules
from etl.votes import Neighbour, Surroundings, Weights, categories
from tests.gold.fit import Example, learn, learn_indicators

WORDS = Surroundings("个", "项目", "全区建成#项目", "清风建设,全区建成#项目", "某区总结|一、工作")


def weighing(**votes):
    """Weights under which each word votes for one category: near_项=("sector", 50)."""
    rows = []
    for name, (category, weight) in votes.items():
        place, word = name.split("_")
        rows.append((place, word, [weight * (c == category) for c in categories()]))
    return Weights(rows)


def votes(weights, before=None):
    cast = weights.votes_of(WORDS, before)
    return {c: v for c, v in zip(categories(), cast, strict=True) if v}


def test_words_vote_at_their_place_alone():
    weights = weighing(
        near_项目=("sector", 50), sentence_清风=("culture", 30), heading_工作=("deployment", 20),
        title_总结=("units", 10), near_清风=("discipline", 99), title_工作=("service", 99),
    )  # fmt: skip
    assert votes(weights) == {"sector": 50, "culture": 30, "deployment": 20, "units": 10}


def test_votes_against_a_category_leave_the_others_alone():
    weights = Weights(
        [("near", "项目", [-300, 200] * 6 + [-1]), ("kind", "个", [100, -200] * 6 + [1])]
    )
    assert weights.votes_of(WORDS, None) == [-200, 0] * 6 + [0]


def test_a_word_that_stands_twice_votes_once():
    assert votes(weighing(near_项目=("sector", 50), kind_个=("units", 7)))["sector"] == 50


def test_the_figure_before_votes_by_its_category():
    weights = Weights([("kind", "culture near", [1] * 13), ("kind", "-", [2] * 13)])
    assert set(votes(weights, Neighbour("culture", "场", near=True)).values()) == {1}
    assert set(votes(weights, Neighbour("culture", "场", near=False)).values()) == set()
    assert set(votes(weights).values()) == {2}


def test_a_rule_outweighs_some_words_but_not_all():
    rule = next(r for _, r in rules() if r.name == "结案")
    words = Surroundings("件", "案件", "结案#", "立案168件,结案#", "")
    quiet, loud = (weighing(near_结案=("culture", weight)) for weight in (200, 900))
    assert meaning_of(words, None, quiet).rule == rule.name
    overruled = meaning_of(words, None, loud)
    assert (overruled.category, overruled.sure) == ("culture", False)


def test_what_two_reports_show_is_learned_and_what_one_shows_is_not():
    culture, sector = categories().index("culture"), categories().index("sector")
    common = ("once", "")
    shown = [
        Example(doc, frozenset([common, ("near", word), ("near", doc)]), category)
        for doc in ("a", "b", "c")
        for word, category in (("戏", culture), ("路", sector))
    ]
    learned = {(place, word): row for place, word, row in learn(shown)}
    assert {word for place, word in learned if place == "near"} == {"戏", "路"}
    assert learned["near", "戏"][culture] > 0 > learned["near", "戏"][sector]
    assert learn(shown) == learn(shown)


def test_where_no_rule_says_so_words_tell_the_indicator():
    words = Surroundings("个", "某某", "某某#", "某某#", "")
    deployed = [("once", "", [999 * (c == "deployment") for c in categories()])]
    told = {("near", "某"): {"work_groups": 200, "briefings": 900}, ("near", "无"): {}}
    meaning = meaning_of(words, None, Weights(deployed, told))
    # 简报 are counted in 期, not in 个.
    assert (meaning.category, meaning.indicator) == ("deployment", "work_groups")
    faint = {("near", "某"): {"work_groups": 20}}
    assert meaning_of(words, None, Weights(deployed, faint)).indicator is None


def test_an_indicator_is_learned_against_none():
    culture = categories().index("culture")
    shown = [
        Example(doc, frozenset([("once", ""), ("near", word)]), culture, indicator)
        for doc in ("a", "b", "c")
        for word, indicator in (("演", "culture_events"), ("画", "culture_works"), ("廉", ""))
    ]
    unknown = [Example(doc, frozenset([("near", "演")]), culture) for doc in "de"]
    learned = learn_indicators(shown + unknown)
    assert learned["near", "演"]["culture_events"] > 0 > learned["near", "廉"]["culture_events"]
    assert learned["near", "演"]["culture_events"] > learned["near", "演"].get("culture_works", 0)
    assert learned == learn_indicators(shown)
