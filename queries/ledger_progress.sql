-- How far does each notice's own list say its problems are? One row a notice and section.
-- Parameters: shown, years (a ledger row takes its source's year), rollup.
select
    m.shown,
    s.doc,
    s.title,
    s.publisher,
    s.published,
    s.scope,
    s.year,
    min(l.seq) as first_seq,
    l.section_topic,
    count(*) as listed,
    count(*) filter (where l.status = 'done') as done,
    count(*) filter (where l.status = 'in_progress') as in_progress,
    count(*) filter (where l.status = 'not_done') as not_done,
    count(*) filter (where l.status is null) as unstated
from ledger as l
inner join sources as s on l.doc = s.doc
inner join shown_members($shown, $rollup) as m on s.region = m.region
where len($years) = 0 or list_contains($years, coalesce(s.year, 0))
group by m.shown, s.doc, s.title, s.publisher, s.published, s.scope, s.year, l.section_topic
order by m.shown, s.doc, first_seq
