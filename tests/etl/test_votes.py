"""The words around a figure vote on its category, by weights learned from reviewed reports."""

from itertools import product

from hypothesis import assume, given
from hypothesis import strategies as st

from etl.meaning import evidence_of, meanings_of, rules
from etl.votes import Link, Surroundings, Weights, categories
from tests.gold.fit import Example, learn, learn_indicators

WORDS = Surroundings("个", "项目", "全区建成#项目", "清风建设,全区建成#项目", "某区总结|一、工作")


def weighing(**votes):
    """Weights under which each word votes for one category: near_项=("sector", 50)."""
    rows = []
    for name, (category, weight) in votes.items():
        place, word = name.split("_")
        rows.append((place, word, [weight * (c == category) for c in categories()]))
    return Weights(rows)


def votes(weights):
    return told(weights.votes_of(WORDS))


def told(cast):
    return {c: v for c, v in zip(categories(), cast, strict=True) if v}


def meaning(words, weights):
    """The meaning of a figure that stands alone."""
    (found,) = meanings_of([evidence_of(words, None, weights)], weights)
    return found


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
    assert weights.votes_of(WORDS) == [-300, 200] * 6 + [-1]
    assert weights.votes_behind(None, "个") == ([100, -200] * 6 + [1],)


def test_a_word_that_stands_twice_votes_once():
    assert votes(weighing(near_项目=("sector", 50), kind_个=("units", 7))) == {"sector": 50}


def test_the_figure_before_votes_by_its_category():
    weights = Weights([("kind", "culture near", [1] * 13), ("kind", "-", [2] * 13)])
    for near, vote in ((True, {1}), (False, set())):
        behind = weights.votes_behind(Link("场", near), "个")
        assert set(told(behind[categories().index("culture")]).values()) == vote
        assert not told(behind[categories().index("sector")])
    (first,) = weights.votes_behind(None, "个")
    assert set(told(first).values()) == {2}


def test_figures_of_a_paragraph_decide_on_one_another():
    """The first of them alone leans to sector; what the second surely is speaks for its like."""
    culture = [c == "culture" for c in categories()]
    weights = Weights(
        [
            ("near", "路", [10 * (c == "sector") for c in categories()]),
            ("near", "戏", [500 * told for told in culture]),
            ("kind", "culture near", [40 * told for told in culture]),
        ]
    )
    first, second = (Surroundings("个", "", f"{word}#", f"{word}#", "") for word in "路戏")
    assert meaning(first, weights).category == "sector"
    run = [evidence_of(first, None, weights), evidence_of(second, Link("个", True), weights)]
    assert [found.category for found in meanings_of(run, weights)] == ["culture", "culture"]
    apart = [run[0], evidence_of(second, Link("个", False), weights)]
    assert [found.category for found in meanings_of(apart, weights)] == ["sector", "culture"]


votes_given = st.lists(st.integers(-900, 900), min_size=3, max_size=3)


@given(st.lists(st.tuples(votes_given, st.booleans()), min_size=1, max_size=5), st.data())
def test_the_run_has_the_most_votes_of_all_runs(figures, data):
    """Against trying every run of the first three categories; the others are voted down."""
    few = categories()[:3]
    rest = [-9999] * (len(categories()) - 3)
    after = {c: data.draw(votes_given) for c in few}
    near = [("near", chr(0x4E00 + n), [*own, *rest]) for n, (own, _) in enumerate(figures)]
    weights = Weights(near + [("kind", f"{c} near", [*after[c], *[0] * len(rest)]) for c in few])
    run, links = [], [None, *(Link("个", linked) for _, linked in figures[1:])]
    for (_, word, _), link in zip(near, links, strict=True):
        words = Surroundings("个", "", f"{word}#", f"{word}#", "")
        run.append(evidence_of(words, link, weights))
    assume(all(one.rule is None for one in run))

    def worth(chosen):
        own = sum(figures[n][0][c] for n, c in enumerate(chosen))
        pairs = zip(chosen, chosen[1:], links[1:], strict=False)
        return own + sum(after[few[a]][b] for a, b, link in pairs if link.near)

    found = [few.index(one.category) for one in meanings_of(run, weights)]
    assert worth(found) == max(map(worth, product(range(3), repeat=len(figures))))


def test_a_rule_outweighs_some_words_but_not_all():
    rule = next(r for _, r in rules() if r.name == "结案")
    words = Surroundings("件", "案件", "结案#", "立案168件,结案#", "")
    quiet, loud = (weighing(near_结案=("culture", weight)) for weight in (200, 900))
    assert meaning(words, quiet).rule == rule.name
    overruled = meaning(words, loud)
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
    found = meaning(words, Weights(deployed, told))
    # 简报 are counted in 期, not in 个.
    assert (found.category, found.indicator) == ("deployment", "work_groups")
    faint = {("near", "某"): {"work_groups": 20}}
    assert meaning(words, Weights(deployed, faint)).indicator is None


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
