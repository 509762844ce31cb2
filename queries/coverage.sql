-- How much does each shown region report where? One row a shown region, category and year with a
-- figure. Repeats are left out. Parameters: shown, rollup.
select
    f.shown,
    f.category,
    f.year,
    count(*) as figures,
    count(*) filter (where f.status = 'target') as targets,
    count(*) filter (where f.bound <> 'exact') as bounded,
    count(*) filter (where own.region is null) as from_elsewhere,
    count(*) filter (where f.distance > 0) as rolled_up
from counted_figures($shown, [], [], $rollup) as f
left join shown_members($shown, $rollup) as own
    on f.source_region = own.region and f.shown = own.shown
group by f.shown, f.category, f.year
order by f.shown, f.category, f.year
