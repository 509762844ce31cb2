-- What does each shown region report on the indicators? One row a shown region, scope, year,
-- indicator, status and unit. Totals alone are added; a figure of a division below counts only
-- where no division above it states a total of its own; what may not be added is listed.
-- Parameters: shown, years, categories, indicators (list, empty for all), rollup.
with stated as (
    select distinct
        region,
        indicator,
        status,
        year
    from figures
    where role = 'total' and indicator is not null
),

candidates as (
    select
        m.shown,
        m.distance,
        f.*
    from filtered_figures([], $years, $categories, false) as f
    inner join shown_members($shown, $rollup) as m on f.region = m.region
    where
        f.role = 'total'
        and f.indicator is not null
        and (len($indicators) = 0 or list_contains($indicators, f.indicator))
),

covered as (
    select distinct c.id
    from candidates as c
    inner join region_tree as t
        on c.region = t.region and t.distance > 0 and c.distance >= t.distance
    inner join stated as s
        on
            t.ancestor = s.region
            and c.indicator = s.indicator
            and c.status = s.status
            and c.year is not distinct from s.year
),

counted as (
    select
        c.*,
        s.scope,
        s.region as source_region,
        s.title,
        i.additive,
        coalesce(c.year = s.year and s.year_basis like 'inferred%', false) as year_inferred
    from candidates as c
    inner join sources as s on c.doc = s.doc
    inner join indicators as i on c.indicator = i.id
    where c.id not in (select id from covered)
)

select
    shown,
    scope,
    year,
    indicator,
    status,
    unit,
    count(*) as figures,
    case
        when count(*) = 1 then max(value)
        -- at_least and at_most are not summed
        when not bool_or(bound = 'at_least') or not bool_or(bound = 'at_most')
            then case when bool_and(additive) then sum(value) end
    end as value,
    case
        when bool_or(bound = 'at_least') then 'at_least'
        when bool_or(bound = 'about') then 'about'
        when bool_or(bound = 'at_most') then 'at_most'
        else 'exact'
    end as bound,
    list(value order by doc, start) as "values",
    list(bound order by doc, start) as bounds,
    list(item order by doc, start) as items,
    list(id order by doc, start) as ids,
    list(distinct doc order by doc) as docs,
    list(distinct title order by title) as titles,
    list(distinct region order by region) as regions,
    bool_or(distance > 0) as rolled_up,
    bool_or(source_region is distinct from region and distance = 0) as from_elsewhere,
    bool_or(year_inferred) as year_inferred
from counted
group by shown, scope, year, indicator, status, unit
order by shown, year desc nulls last, indicator, status, unit, scope
