-- What is the whole of a figure, what are its parts, what repeats it? One row a figure, the whole
-- first.
with recursive upward as (
    select f.* from figures as f where f.id = $id
    union all
    select f.* from upward inner join figures as f on upward.of = f.id
),

root as (select id from upward order by "of" nulls first limit 1),

family as (
    select
        f.*,
        0 as depth
    from figures as f
    inner join root using (id)
    union all
    select
        f.*,
        family.depth + 1 as depth
    from family
    inner join figures as f on family.id = f.of
)

select *
from family
order by depth, start
