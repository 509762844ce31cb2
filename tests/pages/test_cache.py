"""What is kept of pages, and for how long."""

from pages.parts import cache, data


def test_a_view_is_kept_until_another_build_is_shown(monkeypatch):
    made = []

    def build(name):
        made.append((data.version(), name))
        return name

    for version in ("first", "first", "second", "first"):
        monkeypatch.setattr(data, "version", lambda version=version: version)
        cache.begin_run()
        assert cache.view(build, "阳泉") == "阳泉"
    assert made == [("first", "阳泉"), ("second", "阳泉"), ("first", "阳泉")]
