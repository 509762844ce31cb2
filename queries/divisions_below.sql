-- Which divisions below one region do figures name? One row a division.
-- Parameters: region, years, categories.
select
    r.code as region,
    r.short,
    r.level,
    count(*) as figures,
    list(distinct f.category_name order by f.category_name) as categories
from filtered_figures([], $years, $categories, false) as f
inner join region_tree as t on f.region = t.region
inner join regions as r on f.region = r.code
where t.ancestor = $region and t.distance > 0 and f.role <> 'repeat'
group by r.code, r.short, r.level
order by figures desc, r.code
