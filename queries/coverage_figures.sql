-- Which figures does the matrix of regions and categories count? Ids in the order of reports and
-- places, repeats left out, at most $limit. Other parameters as in coverage.
select id
from counted_figures($shown, $years, $categories, $rollup)
order by place
limit $limit
