-- Which categories are there? One row a category, in the order of the reference table.
select
    id as category,
    name,
    definition
from categories
order by position
