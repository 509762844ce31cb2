-- What does each shown region report on the indicators? One row a shown region, scope, year,
-- indicator, status and unit. Totals alone are added; a figure of a division below counts only
-- where no division above it states a total of its own; what may not be added is listed, the
-- first ten of it. Of the figures behind an amount the first 200 are named.
-- Parameters: shown, rollup.
select
    c.shown,
    c.scope,
    c.year,
    c.category,
    c.indicator,
    c.status,
    c.unit,
    count(*) as figures,
    case
        when count(*) = 1 then max(c.value)
        -- at_least and at_most are not summed
        when not bool_or(c.bound = 'at_least') or not bool_or(c.bound = 'at_most')
            then case when bool_and(c.additive) then sum(c.value) end
    end as value,
    case
        when bool_or(c.bound = 'at_least') then 'at_least'
        when bool_or(c.bound = 'about') then 'about'
        when bool_or(c.bound = 'at_most') then 'at_most'
        else 'exact'
    end as bound,
    arg_min(c.value, c.position, 10) as "values",
    arg_min(c.bound, c.position, 10) as bounds,
    arg_min(c.item, c.position, 10) as items,
    arg_min(c.id, c.position, 200) as ids,
    list(distinct c.title order by c.title) as titles,
    bool_or(c.distance > 0) as rolled_up,
    bool_or(own.region is null) as from_elsewhere,
    bool_or(c.source_region is not distinct from c.shown) as own_report,
    bool_or(c.year_inferred) as year_inferred
from counted_totals($shown, $rollup) as c
left join shown_members($shown, $rollup) as own
    on c.source_region = own.region and c.shown = own.shown
group by c.shown, c.scope, c.year, c.category, c.indicator, c.status, c.unit
order by c.shown, c.year desc nulls last, c.indicator, c.status, c.unit, c.scope
