-- Which years can be chosen for results? One row a year; 0 stands for figures without a year.
select year
from offered_years
order by year desc
