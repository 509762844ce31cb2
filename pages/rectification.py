"""整改完成: what was to be rectified, what is done, and by which count."""

from datetime import date

from pages.parts import cache, cards, frame, shell
from pages.parts.views import rectification

filters = shell.enter()
view = cache.view(rectification.build, filters, date.today())

shell.heading(view.title, view.line, asks="该整改的问题完成了多少，还有哪些在办？")
frame.show(view.table)

progress = (view.bases, view.funnel, view.sections, view.timeline)
frame.grid("progress", [chart for chart in progress if chart])
if view.explanation:
    cards.sentences("两种口径为何不同", [view.explanation])
if view.open_matters:
    frame.show(view.open_matters)
if view.others:
    frame.show(view.others)
