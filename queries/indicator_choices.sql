-- Which indicators are measured by any figure? One row an indicator, in the reference order.
select
    indicator,
    name,
    category,
    category_name,
    units,
    additive,
    better,
    definition
from offered_indicators
order by position
