-- How much does each shown region report where? One row a shown region and category with a figure.
-- Repeats are left out. Parameters: shown, years, categories, rollup.
select
    f.shown,
    f.category,
    count(*) as figures,
    count(*) filter (where f.status = 'target') as targets,
    count(*) filter (where f.bound <> 'exact') as bounded,
    count(*) filter (where own.region is null) as from_elsewhere,
    count(*) filter (where f.distance > 0) as rolled_up,
    max(f.year) filter (where f.status = 'actual') as latest_year
from counted_figures($shown, $years, $categories, $rollup) as f
left join shown_members($shown, $rollup) as own
    on f.source_region = own.region and f.shown = own.shown
group by f.shown, f.category
order by f.shown, f.category
