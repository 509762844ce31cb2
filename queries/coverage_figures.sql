-- Which figures does the matrix of regions and categories count? Ids in the order of reports and
-- places, repeats left out, at most $limit. Other parameters as in coverage.
select f.id
from filtered_figures([], $years, $categories, false) as f
inner join shown_members($shown, $rollup) as m on f.region = m.region
where f.role <> 'repeat'
order by f.place
limit $limit
