-- Which figures would be counted twice, or stand under nothing? One row a figure whose id repeats,
-- a part, repeat or share whose whole is not there, or a total that is of another; none on a sound
-- build.
with counted as (
    select
        f.*,
        count(*) over (partition by f.id) as times
    from figures as f
)

select distinct
    id,
    role,
    "of"
from counted
where
    times > 1
    or (role = 'total') = ("of" is not null)
    or ("of" is not null and "of" not in (select whole.id from figures as whole))
order by id
