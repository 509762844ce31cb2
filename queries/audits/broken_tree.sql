-- Is each division under its ancestors exactly once, itself included? One row a pair that is missing
-- or too much; none on a sound build.
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

(select * from upward except select * from region_tree)
union all
(select * from region_tree except select * from upward)
order by all
