-- Which years can be chosen for results? One row a year; 0 stands for figures without a year.
-- Targets add no year.
select distinct coalesce(year, 0) as year
from figures
where status = 'actual'
union
select year
from sources
where year is not null
order by year desc
