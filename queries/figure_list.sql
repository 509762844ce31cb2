-- Which figures does the filter hold? One row a figure; $limit rows from $offset.
-- $indicator and $status: '' for all. $search: part of item, quote, region, indicator or title.
-- $sort: source, value or year. The page is chosen by its places alone: of a million rows few
-- columns are read, and then all columns of a few rows.
with page as (
    select place
    from matching_figures($regions, $years, $categories, $rollup, $indicator, $status, $search)
    order by
        case when $sort = 'value' then value end desc nulls last,
        case when $sort = 'year' then year end desc nulls last,
        place
    limit $limit offset $offset
)

select f.*
from figures as f
where f.place in (select page.place from page)
order by
    case when $sort = 'value' then f.value end desc nulls last,
    case when $sort = 'year' then f.year end desc nulls last,
    f.place
