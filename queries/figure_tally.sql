-- How many figures have these regions together? One row a year and category.
-- Parameters: shown (list of codes, empty for all figures), rollup.
select
    year,
    category,
    count(*) as figures
from filtered_figures($shown, [], [], $rollup)
group by year, category
order by year, category
