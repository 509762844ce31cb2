-- Which regions can be chosen? One row a region that has figures or a report, or is above one.
select
    r.code as region,
    r.short,
    r.name,
    r.level,
    r.parent,
    o.has_report
from offered_regions as o
inner join regions as r on o.region = r.code
order by r.code
