"""Answers are kept for all and shared by none who changes them."""

from pages.parts import data


def test_who_changes_an_answer_changes_his_own(project_data):
    data.begin_run()
    mine = data.ask("region_choices")
    before = mine["short"].tolist()
    mine.loc[0, "short"] = "别处"
    mine["more"] = 1
    del mine["region"]
    again = data.ask("region_choices")
    assert again["short"].tolist() == before
    assert "more" not in again and "region" in again


def test_the_same_question_is_asked_once(project_data, monkeypatch):
    data.begin_run()
    asked = []
    ask = type(data._database.get()).ask

    def noted(self, name, **given):
        asked.append(name)
        return ask(self, name, **given)

    monkeypatch.setattr(type(data._database.get()), "ask", noted)
    data.ask("year_choices")
    data.ask("year_choices")
    assert asked == ["year_choices"]
    data.forget_answers()
    data.ask("year_choices")
    assert asked == ["year_choices"] * 2
