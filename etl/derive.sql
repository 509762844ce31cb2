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
-- a region is what readers choose: its rows in few blocks
order by f.region, f.indicator, position;

insert into wholes by name
with linked as (
    select
        "of" as whole,
        max(value) filter (where indicator = 'problems_rectified') as done,
        arg_max(bound, value) filter (where indicator = 'problems_rectified') as done_bound,
        max(value) filter (where indicator = 'problems_in_progress') as in_progress,
        arg_max(bound, value) filter (
            where indicator = 'problems_in_progress'
        ) as in_progress_bound,
        max(value) filter (where indicator = 'completion_rate') as stated_rate,
        list(id order by start) as ids
    from figures
    where status = 'actual' and role in ('part', 'share') and "of" is not null
    group by "of"
)

select
    t.id,
    t.position,
    t.doc,
    t.region,
    r.short as region_name,
    t.year,
    t.item,
    t.unit,
    t.value as raised,
    t.bound as raised_bound,
    l.done,
    l.done_bound,
    l.in_progress,
    l.in_progress_bound,
    l.stated_rate,
    case
        when t.bound = 'exact' and l.done_bound = 'exact' then 100 * l.done / nullif(t.value, 0)
    end as rate,
    list_prepend(t.id, coalesce(l.ids, [])) as ids,
    s.title,
    s.publisher,
    s.published,
    s.scope,
    s.kind,
    t.told_above
from totals as t
inner join sources as s on t.doc = s.doc
inner join regions as r on t.region = r.code
left join linked as l on t.id = l.whole
where t.indicator = 'problems_raised' and t.status = 'actual'
order by t.region, t.position;

insert into notice_sections by name
select
    doc,
    section_topic,
    min(seq) as first_seq,
    count(*) as listed,
    count(*) filter (where status = 'done') as done,
    count(*) filter (where status = 'in_progress') as in_progress,
    count(*) filter (where status = 'not_done') as not_done,
    count(*) filter (where status is null) as unstated
from ledger
group by doc, section_topic
order by doc, first_seq;

insert into notices by name
with held as (
    select
        doc,
        region,
        year
    from sources
    where region is not null and doc in (select n.doc from notice_sections as n)
),

above as (
    select
        h.doc,
        min(t.distance) as told_above
    from held as h
    inner join region_tree as t on h.region = t.region and t.distance > 0
    inner join held as a on t.ancestor = a.region and h.year is not distinct from a.year
    group by h.doc
)

select
    s.doc,
    s.region,
    r.short as region_name,
    s.year,
    s.title,
    s.publisher,
    s.published,
    s.scope,
    s.sha256,
    (
        select max(o.published)
        from sources as o
        where o.region = s.region and o.doc <> s.doc
    ) as last_published,
    a.told_above
from held as h
inner join sources as s on h.doc = s.doc
inner join regions as r on s.region = r.code
left join above as a on h.doc = a.doc
order by s.region, s.doc;

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
