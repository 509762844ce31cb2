-- Text cells, one row a figure in the order of their places, with the words of what they name.
insert into figures by name
select
    cells.*,
    s.title,
    s.publisher,
    s.published,
    s.kind,
    s.scope,
    s.url,
    s.sha256,
    s.year_basis,
    s.region as source_region,
    r.short as region_name,
    c.name as category_name,
    i.name as indicator_name,
    coalesce(
        cast(cells.year as integer) = s.year and s.year_basis like 'inferred%', false
    ) as year_inferred
from cells
inner join sources as s on cells.doc = s.doc
inner join categories as c on cells.category = c.id
left join indicators as i on cells.indicator = i.id
left join regions as r on cells.region = r.code
order by cells.place;
