-- How far does each notice's own list say its problems are? One row a notice and section.
-- Lists of divisions below count as counted_notices says.
-- Parameters: shown, years (a ledger row takes its source's year), rollup.
select
    n.shown,
    n.doc,
    n.title,
    n.publisher,
    n.published,
    n.scope,
    n.year,
    r.short as region_name,
    min(l.seq) as first_seq,
    l.section_topic,
    count(*) as listed,
    count(*) filter (where l.status = 'done') as done,
    count(*) filter (where l.status = 'in_progress') as in_progress,
    count(*) filter (where l.status = 'not_done') as not_done,
    count(*) filter (where l.status is null) as unstated
from counted_notices($shown, $years, $rollup) as n
inner join ledger as l on n.doc = l.doc
inner join regions as r on n.region = r.code
group by
    n.shown, n.doc, n.title, n.publisher, n.published, n.scope, n.year, r.short, l.section_topic
order by n.shown, n.doc, first_seq
