-- The tables of one build. Comments name the source of each rule.

create table meta (key varchar primary key, value varchar not null);

create table regions (
    code varchar primary key, -- GB/T 2260
    name varchar not null,
    short varchar not null unique, -- what people read and what the address carries
    level varchar not null,
    parent varchar
);

-- One row a region and each of its ancestors, itself included at distance 0.
create table region_tree (
    region varchar not null,
    ancestor varchar not null,
    distance integer not null,
    primary key (region, ancestor)
);

create table categories (
    id varchar primary key,
    name varchar not null unique,
    definition varchar not null,
    position integer not null
);

create table indicators (
    id varchar primary key,
    name varchar not null unique,
    category varchar not null,
    units varchar not null,
    additive boolean not null, -- may it be summed over regions and years
    better varchar, -- high, low or neither
    definition varchar not null,
    position integer not null
);

create table sources (
    doc varchar primary key,
    file varchar,
    title varchar not null,
    publisher varchar,
    published varchar, -- YYYY, YYYY-MM or YYYY-MM-DD
    kind varchar,
    scope varchar not null, -- region, or the body whose work the report tells
    region varchar,
    year integer,
    year_basis varchar,
    url varchar,
    sha256 varchar,
    chars integer
);

create table figures (
    id varchar not null,
    place integer not null, -- from 1 by doc and start, in which order the rows are stored
    doc varchar not null,
    start integer not null, -- half-open offsets into the report's text as read
    "end" integer not null,
    quote varchar not null,
    value double not null, -- in the unit itself: 万 expanded, a per cent as its number
    unit varchar not null,
    bound varchar not null,
    item varchar not null,
    status varchar not null,
    category varchar not null,
    indicator varchar,
    region varchar,
    year integer,
    role varchar not null,
    "of" varchar,
    review varchar not null,
    -- The words of what the keys name, and what is known of the report: figures are read far
    -- oftener than built, and every join costs a question some milliseconds.
    title varchar,
    publisher varchar,
    published varchar,
    kind varchar,
    scope varchar,
    url varchar,
    sha256 varchar,
    year_basis varchar,
    source_region varchar,
    region_name varchar,
    category_name varchar,
    indicator_name varchar,
    year_inferred boolean not null -- has its year from a report whose own year is inferred
);

create table ledger (
    doc varchar not null,
    seq integer not null,
    section_topic varchar not null,
    topic varchar not null,
    status varchar,
    due varchar, -- YYYY or YYYY-MM
    start integer not null,
    "end" integer not null,
    title_start integer not null,
    title_end integer not null,
    primary key (doc, seq)
);

create table terms (
    doc varchar not null,
    term varchar not null,
    n integer not null,
    primary key (doc, term)
);

-- Every total that measures an indicator of a division, with what decides where it counts.
create table totals (
    position integer not null, -- in the order of reports and places
    id varchar not null,
    doc varchar not null,
    region varchar not null,
    year integer,
    category varchar not null,
    indicator varchar not null,
    status varchar not null,
    item varchar not null,
    value double not null,
    unit varchar not null,
    bound varchar not null,
    additive boolean not null,
    scope varchar not null,
    title varchar not null,
    source_region varchar,
    year_inferred boolean not null,
    -- how far above stands the nearest division with a total of its own for the same indicator,
    -- status and year: up to it and beyond, this one does not count; null where there is none
    told_above integer
);

-- What a report says was to be rectified, and how much of it is done: rates only along of.
create table wholes (
    id varchar not null, -- the total that states it
    position integer not null,
    doc varchar not null,
    region varchar not null,
    region_name varchar not null,
    year integer,
    item varchar not null,
    unit varchar not null,
    raised double not null,
    raised_bound varchar not null,
    done double,
    done_bound varchar,
    in_progress double,
    in_progress_bound varchar,
    stated_rate double, -- as the report words it, in per cent
    rate double, -- in per cent, of exact numbers alone
    ids varchar[] not null, -- the whole and its parts
    title varchar not null,
    publisher varchar,
    published varchar,
    scope varchar not null,
    kind varchar,
    told_above integer -- as in totals
);

-- The reports that list problems one by one.
create table notices (
    doc varchar primary key,
    region varchar not null,
    region_name varchar not null,
    year integer,
    title varchar not null,
    publisher varchar,
    published varchar,
    scope varchar not null,
    sha256 varchar,
    last_published varchar, -- the newest other report of the region: it could tell how it went on
    told_above integer -- how far above stands the nearest division with a list of its own that year
);

-- How far a notice's list says its problems are, by section.
create table notice_sections (
    doc varchar not null,
    section_topic varchar not null,
    first_seq integer not null,
    listed integer not null,
    done integer not null,
    in_progress integer not null,
    not_done integer not null,
    unstated integer not null,
    primary key (doc, section_topic)
);

-- What the filter bar offers, the same for a build's life.
create table offered_regions (
    region varchar primary key, -- has figures or a report, or is above one that has
    short varchar not null,
    name varchar not null,
    level varchar not null,
    parent varchar,
    has_report boolean not null
);

create table offered_years (year integer primary key); -- of results; 0 is without a year

create table offered_indicators ( -- that any figure measures
    indicator varchar primary key,
    name varchar not null,
    category varchar not null,
    category_name varchar not null,
    units varchar not null,
    additive boolean not null,
    better varchar,
    definition varchar not null,
    position integer not null
);

-- The linter wants all of a macro's body indented.
-- noqa: disable=LT02

-- The filter bar's meaning, in one place for every question. Empty lists mean all;
-- the year 0 in years stands for figures without a year (未注明).
create macro filtered_figures(regions_, years_, categories_, rollup_) as table
select f.*
from figures as f
where
    (
        len(regions_) = 0
        or f.region in (
            select t.region
            from region_tree as t
            where list_contains(regions_, t.ancestor) and (t.distance = 0 or rollup_)
        )
    )
    and (len(years_) = 0 or list_contains(years_, coalesce(f.year, 0)))
    and (len(categories_) = 0 or list_contains(categories_, f.category));

-- The figures of a filter and a search. indicator_ and status_: '' for all; search_: part of what
-- stands in a row, '' for all. No joins: a million rows are filtered by their own cells.
create macro matching_figures(
    regions_, years_, categories_, rollup_, indicator_, status_, search_
) as table
select f.*
from filtered_figures(regions_, years_, categories_, rollup_) as f
where
    (indicator_ = '' or f.indicator = indicator_)
    and (status_ = '' or f.status = status_)
    and (
        search_ = ''
        or contains(f.item, search_)
        or contains(f.quote, search_)
        or contains(f.title, search_)
        or contains(f.region_name, search_)
        or contains(f.indicator_name, search_)
    );

-- Under which shown region a division counts: the nearest one above it, itself first, so that
-- nothing is counted twice on a page. Without roll-up only itself.
create macro shown_members(shown_, rollup_) as table
select
    region,
    ancestor as shown,
    distance
from region_tree
where list_contains(shown_, ancestor) and (distance = 0 or rollup_)
qualify row_number() over (partition by region order by distance) = 1;

-- The figures under each shown region, as often as reports tell them: repeats are left out.
create macro counted_figures(shown_, years_, categories_, rollup_) as table
select
    m.shown,
    m.distance,
    f.*
from filtered_figures([], years_, categories_, false) as f
inner join shown_members(shown_, rollup_) as m on f.region = m.region
where f.role <> 'repeat';

-- The totals that count under each shown region: a division's own, and of those below it where
-- no division above them, up to the shown one, states a total of its own.
create macro counted_totals(shown_, rollup_) as table
select
    m.shown,
    m.distance,
    t.*
from totals as t
inner join shown_members(shown_, rollup_) as m on t.region = m.region
where t.told_above is null or t.told_above > m.distance;

-- The notices whose lists count under each shown region, by the same rule: a list of a division
-- below counts where no division above it, up to the shown one, has a list of its own that year.
create macro counted_notices(shown_, rollup_) as table
select
    m.shown,
    n.*
from notices as n
inner join shown_members(shown_, rollup_) as m on n.region = m.region
where n.told_above is null or n.told_above > m.distance;
