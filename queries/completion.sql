-- How much of what was to be rectified is done? One row a stated whole (应整改), rates only along of.
-- A whole of a division below counts only where no division above it states one of its own.
-- Parameters: shown, years, rollup.
with wholes as (
    select c.*
    from counted_totals($shown, $years, $rollup) as c
    where c.indicator = 'problems_raised' and c.status = 'actual'
),

linked as (
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
    where status = 'actual' and role in ('part', 'share') and "of" in (select id from wholes)
    group by "of"
)

select
    w.shown,
    w.id,
    w.region,
    r.short as region_name,
    w.year,
    w.item,
    w.unit,
    w.value as raised,
    w.bound as raised_bound,
    l.done,
    l.done_bound,
    l.in_progress,
    l.in_progress_bound,
    l.stated_rate,
    list_prepend(w.id, coalesce(l.ids, [])) as ids,
    case
        when w.bound = 'exact' and l.done_bound = 'exact' then 100 * l.done / nullif(w.value, 0)
    end as rate,
    s.doc,
    s.title,
    s.publisher,
    s.published,
    s.scope,
    s.kind
from wholes as w
left join linked as l on w.id = l.whole
inner join sources as s on w.doc = s.doc
inner join regions as r on w.region = r.code
order by w.shown, w.year desc nulls last, l.done is null, w.value desc, w.position
