-- Which figures name a region, category, indicator or report that is not there? One row a figure
-- and column; none on a sound build.
select
    f.id,
    'region' as "column"
from figures as f
anti join regions as r on f.region = r.code
where f.region is not null
union all
select
    f.id,
    'category' as "column"
from figures as f
anti join categories as c on f.category = c.id
union all
select
    f.id,
    'indicator' as "column"
from figures as f
anti join indicators as i on f.indicator = i.id
where f.indicator is not null
union all
select
    f.id,
    'doc' as "column"
from figures as f
anti join sources as s on f.doc = s.doc
order by all
