-- Which regions can be chosen? One row a region that has figures or a report, or is above one.
with spoken_of as (
    select region from figures where region is not null
    union
    select region from sources where region is not null
),

offered as (
    select distinct t.ancestor as region
    from spoken_of
    inner join region_tree as t using (region)
)

select
    r.code as region,
    r.short,
    r.name,
    r.level,
    r.parent,
    r.code in (select s.region from sources as s) as has_report
from offered
inner join regions as r on offered.region = r.code
order by r.code
