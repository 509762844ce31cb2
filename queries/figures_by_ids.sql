-- What is known of these figures? One row a figure, in the order of reports and places.
-- Parameters: ids (list).
select
    f.*,
    s.kind,
    s.url,
    coalesce(f.year = f.source_year and f.year_basis like 'inferred%', false) as year_inferred
from found_figures([], [], [], false, '', '', '') as f
inner join sources as s on f.doc = s.doc
where f.id in (select unnest($ids))
order by f.doc, f.start
