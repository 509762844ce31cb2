-- Which figures stand under another category than their indicator? One row a figure; none on a
-- sound build.
select
    f.id,
    f.category,
    i.category as indicator_category
from figures as f
inner join indicators as i on f.indicator = i.id
where f.category <> i.category
order by f.id
