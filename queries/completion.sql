-- How much of what was to be rectified is done? One row a stated whole (应整改), rates only along of.
-- Parameters: shown, years, rollup.
with wholes as (
    select
        m.shown,
        f.*
    from filtered_figures([], $years, [], false) as f
    inner join shown_members($shown, $rollup) as m on f.region = m.region
    where f.indicator = 'problems_raised' and f.status = 'actual' and f.role = 'total'
),

linked as (
    select
        "of" as whole,
        max(value) filter (where indicator = 'problems_rectified') as done,
        arg_max(bound, value) filter (where indicator = 'problems_rectified') as done_bound,
        max(value) filter (where indicator = 'problems_in_progress') as in_progress,
        arg_max(bound, value) filter (where indicator = 'problems_in_progress') as in_progress_bound,
        max(value) filter (where indicator = 'completion_rate') as stated_rate
    from figures
    where status = 'actual' and role in ('part', 'share')
    group by "of"
)

select
    w.shown,
    w.id,
    w.region,
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
order by w.shown, w.year desc nulls last, l.done is null, w.value desc
