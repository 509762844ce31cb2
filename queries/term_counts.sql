-- How often do each shown region's reports use each word? One row a shown region and term.
-- Parameters: shown, years (of the source), rollup.
select
    m.shown,
    t.term,
    sum(t.n) as n
from terms as t
inner join sources as s on t.doc = s.doc
inner join shown_members($shown, $rollup) as m on s.region = m.region
where len($years) = 0 or list_contains($years, coalesce(s.year, 0))
group by m.shown, t.term
order by m.shown, n desc, t.term
