-- What is known of one figure? One row, or none.
select
    f.*,
    i.definition as indicator_definition
from figures as f
left join indicators as i on f.indicator = i.id
where f.id = $id
