"""分类分析: one category over regions and years, down to single figures."""

from pages.parts import cache, frame, shell
from pages.parts.filters import single
from pages.parts.views import category_analysis

filters = shell.enter()
choices = shell.choices().categories
first = filters.categories[0] if filters.categories else None
category = single("查看类别", "topic", choices, first=first)
name = next(label for label, code in choices.items() if code == category)
view = cache.view(category_analysis.build, filters, category, name)

shell.heading(view.title, view.line, asks="某一类工作，各地各年报告了多少？")
frame.show(view.regions)
frame.grid("bars", view.bars)
frame.one_of("查看历年变化", "trend", view.trends)
if view.figures:
    frame.show(view.figures)
