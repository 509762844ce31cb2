-- Are more problems rectified, or in progress, than a notice raised? One row a part that is larger
-- than its whole; none on a sound build.
select
    part.id,
    part.value,
    whole.id as whole,
    whole.value as whole_value
from figures as part
inner join figures as whole on part.of = whole.id
where
    part.role = 'part'
    and part.unit = whole.unit
    and part.bound = 'exact'
    and whole.bound = 'exact'
    and part.value > whole.value
order by part.id
