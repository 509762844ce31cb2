-- What build is this, and how much does it hold? One row.
select
    max(value) filter (where key = 'version') as version,
    max(value) filter (where key = 'schema') as schema_version,
    cast(max(value) filter (where key = 'built_at') as timestamp) as built_at,
    cast(max(value) filter (where key = 'figures_count') as integer) as figures,
    cast(max(value) filter (where key = 'sources_count') as integer) as sources
from meta
