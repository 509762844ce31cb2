-- What do other regions' reports say of one region? One row a figure.
-- Parameters: region, years, categories.
select f.*
from figures as f
where
    f.place in (select m.place from filtered_figures([$region], $years, $categories, false) as m)
    and f.source_region is distinct from $region
    and f.source_region not in (
        select t.region from region_tree as t where t.ancestor = $region
    )
order by f.doc, f.start
