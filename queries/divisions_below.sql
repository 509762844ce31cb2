-- Which divisions below one region do figures name? One row a division, year and category.
-- Parameters: region.
select
    r.code as region,
    r.short,
    f.year,
    f.category,
    f.category_name,
    count(*) as figures
from figures as f
inner join region_tree as t on f.region = t.region
inner join regions as r on f.region = r.code
where t.ancestor = $region and t.distance > 0 and f.role <> 'repeat'
group by r.code, r.short, f.year, f.category, f.category_name
order by r.code, f.year, f.category_name
