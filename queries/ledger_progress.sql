-- How far does each notice's own list say its problems are? One row a notice and section.
-- Lists of divisions below count as counted_notices says.
-- Parameters: shown, rollup. A list takes its source's year.
select
    n.shown,
    n.title,
    n.publisher,
    n.published,
    n.scope,
    n.year,
    n.region_name,
    c.*
from counted_notices($shown, $rollup) as n
inner join notice_sections as c on n.doc = c.doc
order by n.shown, n.doc, c.first_seq
