-- Which figures does the filter hold? One row a figure; $limit rows from $offset.
-- $indicator and $status: '' for all. $search: part of item, quote, region, indicator or title.
-- $sort: source, value or year.
select
    *,
    year is not null and year = source_year and year_basis like 'inferred%' as year_inferred
from found_figures($regions, $years, $categories, $rollup, $indicator, $status, $search)
order by
    case when $sort = 'value' then value end desc nulls last,
    case when $sort = 'year' then year end desc nulls last,
    doc,
    start
limit $limit offset $offset
