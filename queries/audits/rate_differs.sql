-- Which stated rates are not done / raised? One row a rate that no part over the whole gives,
-- within one unit of the last digit stated; none on a sound build.
with shares as (
    select
        id,
        "of" as whole,
        value as stated,
        pow(10, -len(regexp_extract(quote, '[.]([0-9]+)', 1))) as room
    from figures
    where role = 'share' and unit = '%' and bound = 'exact'
),

rates as (
    select
        shares.id,
        shares.stated,
        shares.room,
        100 * part.value / nullif(whole.value, 0) as rate
    from shares
    inner join figures as whole on shares.whole = whole.id
    inner join figures as part on shares.whole = part.of
    where part.role = 'part' and part.unit = whole.unit
)

select
    id,
    stated,
    list(rate order by rate) as rates
from rates
group by id, stated
having not bool_or(abs(coalesce(rate, -1) - stated) <= room + 1e-9)
order by id
