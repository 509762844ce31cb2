-- What do other regions' reports say of one region? One row a figure.
-- Parameters: region, years, categories.
select
    f.*,
    coalesce(f.year = f.source_year and f.year_basis like 'inferred%', false) as year_inferred
from found_figures([$region], $years, $categories, false, '', '', '') as f
where
    f.source_region is distinct from $region
    and f.source_region not in (
        select t.region from region_tree as t where t.ancestor = $region
    )
order by f.doc, f.start
