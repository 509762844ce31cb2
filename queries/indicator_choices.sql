-- Which indicators are measured by any figure? One row an indicator, in the reference order.
select
    i.id as indicator,
    i.name,
    i.category,
    c.name as category_name,
    i.units,
    i.additive,
    i.better,
    i.definition
from indicators as i
inner join categories as c on i.category = c.id
where i.id in (select o.indicator from offered_indicators as o)
order by i.position
