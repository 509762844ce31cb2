-- Which problems does a notice list, how far are they, and until when? One row a problem.
-- Parameters: shown, rollup, open (true: only what is not done). The year is the source's.
select
    n.shown,
    l.*,
    n.title,
    n.published,
    n.scope,
    n.year,
    n.sha256,
    n.region_name,
    -- does a later report of the same region exist that could tell of it?
    coalesce(n.last_published > l.due, false) as later_report
from counted_notices($shown, $rollup) as n
inner join ledger as l on n.doc = l.doc
where not $open or l.status is distinct from 'done'
order by n.shown, l.doc, l.seq
