-- Which divisions below one region do figures name? One row a division.
-- Parameters: region, years, categories.
select
    r.code as region,
    r.short,
    r.level,
    count(*) as figures,
    list(distinct c.name order by c.name) as categories
from filtered_figures([], $years, $categories, false) as f
inner join region_tree as t on f.region = t.region
inner join regions as r on f.region = r.code
inner join categories as c on f.category = c.id
where t.ancestor = $region and t.distance > 0 and f.role <> 'repeat'
group by r.code, r.short, r.level
order by figures desc, r.code
