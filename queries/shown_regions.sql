-- Which regions does a comparison show? One row a region: the chosen ones, else those that have a
-- report, the higher levels first and at most $most. Parameters: regions (list of codes).
with wanted as (
    select unnest($regions) as region
    union
    select region from offered_regions where has_report and len($regions) = 0
)

select
    r.code as region,
    r.short,
    r.level,
    count(*) over () as regions
from wanted
inner join regions as r on wanted.region = r.code
order by
    case r.level when 'province' then 0 when 'city' then 1 else 2 end,
    r.code
limit $most
