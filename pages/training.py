"""学习培训: who reports how much training, by region and year."""

from pages.parts import cache, frame, shell
from pages.parts.views import training

filters = shell.enter()
view = cache.view(training.build, filters)

shell.heading(view.title, view.line, asks="各地培训了多少场、多少人？")
frame.show(view.table)
frame.grid("bars", view.bars)
frame.one_of("查看历年变化", "trend", view.trends)
