-- What follows from the loaded tables, worked out once a build.

-- One row a region and each division above it.
insert into region_tree
with recursive upward as (
    select
        code as region,
        code as ancestor,
        0 as distance
    from regions
    union all
    select
        upward.region,
        regions.parent,
        upward.distance + 1 as distance
    from upward inner join regions on upward.ancestor = regions.code
    where regions.parent is not null
)

select * from upward order by all;

-- At a million figures the pages would wait for this at every question.
insert into totals by name
with stated as (
    select distinct
        region,
        indicator,
        status,
        year
    from figures
    where role = 'total' and indicator is not null and region is not null
),

above as (
    select
        s.*,
        min(t.distance) as told_above
    from stated as s
    inner join region_tree as t on s.region = t.region and t.distance > 0
    inner join stated as a
        on
            t.ancestor = a.region and s.indicator = a.indicator and s.status = a.status
            and s.year is not distinct from a.year
    group by all
)

select
    f.place as position,
    f.id,
    f.doc,
    f.region,
    f.year,
    f.category,
    f.indicator,
    f.status,
    f.item,
    f.value,
    f.unit,
    f.bound,
    i.additive,
    f.scope,
    f.title,
    f.source_region,
    f.year_inferred,
    a.told_above
from figures as f
inner join indicators as i on f.indicator = i.id
left join above as a
    on
        f.region = a.region and f.indicator = a.indicator and f.status = a.status
        and f.year is not distinct from a.year
where f.role = 'total' and f.region is not null
order by f.indicator, f.region, position;

insert into offered_regions
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
    r.code in (select s.region from sources as s where s.region is not null) as has_report
from offered
inner join regions as r on offered.region = r.code
order by r.code;

-- Targets add no year.
insert into offered_years
select distinct coalesce(year, 0) as year
from figures
where status = 'actual'
union
select year
from sources
where year is not null
order by year desc;

insert into offered_indicators
select
    i.id as indicator,
    i.name,
    i.category,
    c.name as category_name,
    i.units,
    i.additive,
    i.better,
    i.definition,
    i.position
from indicators as i
inner join categories as c on i.category = c.id
where i.id in (select f.indicator from figures as f)
order by i.position;
