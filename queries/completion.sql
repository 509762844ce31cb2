-- How much of what was to be rectified is done? One row a stated whole (应整改), rates only along of.
-- A whole of a division below counts only where no division above it states one of its own.
-- Parameters: shown, rollup.
select
    m.shown,
    w.* exclude (position, told_above)
from wholes as w
inner join shown_members($shown, $rollup) as m on w.region = m.region
where w.told_above is null or w.told_above > m.distance
order by m.shown, w.year desc nulls last, w.done is null, w.raised desc, w.position
