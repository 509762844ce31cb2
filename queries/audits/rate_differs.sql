-- Which stated rates are not done / raised? One row a rate that no part over the whole gives, within
-- one unit of the last digit stated; none on a sound build.
with shares as (
    select
        share.id,
        share.of as whole,
        share.value as stated,
        pow(10, -len(string_split(cast(regexp_extract(share.quote, '[0-9.]+') as varchar) || '.', '.')[2]))
            as room
    from figures as share
    where share.role = 'share' and share.unit = '%' and share.bound = 'exact'
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
