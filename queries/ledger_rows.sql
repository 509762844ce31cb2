-- Which problems does a notice list, how far are they, and until when? One row a problem.
-- Parameters: shown, years (of the source), rollup, open (true: only what is not done).
select
    n.shown,
    l.*,
    n.title,
    n.published,
    n.scope,
    n.year,
    n.sha256,
    r.short as region_name,
    -- does a later report of the same region exist that could tell of it?
    exists(
        select 1
        from sources as later
        where later.region = n.region and later.doc <> n.doc and later.published > l.due
    ) as later_report
from counted_notices($shown, $years, $rollup) as n
inner join ledger as l on n.doc = l.doc
inner join regions as r on n.region = r.code
where not $open or l.status is distinct from 'done'
order by n.shown, l.doc, l.seq
