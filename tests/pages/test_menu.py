"""The menu of a chart: nothing while it is closed, its table once it is opened."""

from tests.pages.helpers import open_page


def test_a_menu_holds_its_charts_table_once_it_is_opened(project_data):
    at = open_page("training")
    closed = len(at.dataframe)
    at.session_state["menu_training_training_attendance"] = True
    at.run()
    (opened,) = (t.value for t in at.dataframe if list(t.value) == ["地区", "培训人次"])
    assert len(at.dataframe) == closed + 1
    assert dict(zip(opened["地区"], opened["培训人次"], strict=True))["山西（2022年）"] == "4.2万人次"
