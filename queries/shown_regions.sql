-- Which regions does a comparison show? One row a region: the chosen ones, else those that have a
-- report, the higher levels first and at most $most. Parameters: regions (list of codes).
with reporting as (
    select distinct region from sources where region is not null
),

wanted as (
    select unnest($regions) as region
    union
    select region from reporting where len($regions) = 0
)

select
    r.code as region,
    r.short,
    r.level,
    count(*) over () as regions,
    list(distinct s.scope order by s.scope) filter (where s.scope is not null) as scopes
from wanted
inner join regions as r on wanted.region = r.code
left join sources as s on r.code = s.region
group by r.code, r.short, r.level
order by
    case r.level when 'province' then 0 when 'city' then 1 else 2 end,
    r.code
limit $most
