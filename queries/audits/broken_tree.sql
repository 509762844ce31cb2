-- Is each division under its ancestors exactly once, itself included? One row a pair that is
-- missing or too much; none on a sound build.
with recursive upward as (
    select
        code as region,
        code as ancestor,
        0 as distance
    from regions
    union all
    select
        upward.region,
        regions.parent as ancestor,
        upward.distance + 1 as distance
    from upward
    inner join regions on upward.ancestor = regions.code
    where regions.parent is not null
)

select
    coalesce(upward.region, stored.region) as region,
    coalesce(upward.ancestor, stored.ancestor) as ancestor
from upward
full outer join region_tree as stored
    on
        upward.region = stored.region
        and upward.ancestor = stored.ancestor
        and upward.distance = stored.distance
where upward.region is null or stored.region is null
order by region, ancestor
