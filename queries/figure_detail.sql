-- What is known of one figure? One row, or none.
select
    f.*,
    s.kind,
    s.url,
    s.sha256,
    i.definition as indicator_definition,
    coalesce(f.year = f.source_year and f.year_basis like 'inferred%', false) as year_inferred
from found_figures([], [], [], false, '', '', '') as f
inner join sources as s on f.doc = s.doc
left join indicators as i on f.indicator = i.id
where f.id = $id
