-- How is each category and indicator defined? One row an indicator, a category without one too.
select
    c.name as category,
    c.definition as category_definition,
    i.name as indicator,
    i.units,
    i.additive,
    i.definition as indicator_definition
from categories as c
left join indicators as i on c.id = i.category
order by c.position, i.position
