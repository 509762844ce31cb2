-- Which regions can be chosen? One row a region that has figures or a report, or is above one.
select
    region,
    short,
    name,
    level,
    parent,
    has_report
from offered_regions
order by region
