-- What do other regions' reports say of one region? One row a figure.
-- Parameters: region.
select f.*
from figures as f
where
    f.place in (select m.place from figures as m where m.region = $region)
    and f.source_region is distinct from $region
    and f.source_region not in (
        select t.region from region_tree as t where t.ancestor = $region
    )
order by f.doc, f.start
