-- Which problems does a notice list, how far are they, and until when? One row a problem.
-- Parameters: shown, years (of the source), rollup, open (true: only what is not done).
select
    m.shown,
    l.*,
    s.title,
    s.published,
    s.scope,
    s.sha256,
    -- does a later report of the same region exist that could tell of it?
    exists(
        select 1
        from sources as later
        where later.region = s.region and later.doc <> s.doc and later.published > l.due
    ) as later_report
from ledger as l
inner join sources as s on l.doc = s.doc
inner join shown_members($shown, $rollup) as m on s.region = m.region
where
    (len($years) = 0 or list_contains($years, coalesce(s.year, 0)))
    and (not $open or l.status is distinct from 'done')
order by m.shown, l.doc, l.seq
