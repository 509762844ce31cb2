-- What is known of these figures? One row a figure, in the order of reports and places.
-- Parameters: ids (list).
select f.*
from figures as f
where f.id in (select unnest($ids))
order by f.doc, f.start
