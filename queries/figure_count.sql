-- How many figures does the filter hold, and how many has it left out for want of a year? One row.
-- $indicator, $status, $search as in figure_list.
with marked as (
    select
        doc,
        year,
        len($years) = 0 or list_contains($years, coalesce(year, 0)) as held
    from matching_figures($regions, [], $categories, $rollup, $indicator, $status, $search)
)

select
    count(*) filter (where held) as figures,
    count(distinct doc) filter (where held) as sources,
    count(*) filter (where not held and year is null) as undated_left_out
from marked
