-- How often do each shown region's reports use each word? One row a shown region, term and year of
-- the source. Parameters: shown, rollup.
select
    m.shown,
    t.term,
    s.year,
    sum(t.n) as n
from terms as t
inner join sources as s on t.doc = s.doc
inner join shown_members($shown, $rollup) as m on s.region = m.region
group by m.shown, t.term, s.year
order by m.shown, t.term, s.year
