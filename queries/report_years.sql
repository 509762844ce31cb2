-- For which shown regions and years is a report held? One row a region, year and report.
-- Tells 无报告 from 报告未提及. Parameters: shown, rollup.
select
    m.shown,
    s.region,
    s.year,
    s.doc,
    s.title,
    s.publisher,
    s.published,
    s.kind,
    s.scope,
    s.year_basis
from sources as s
inner join shown_members($shown, $rollup) as m on s.region = m.region
order by m.shown, s.year, s.doc
