-- Which matters do these notices list, with their places in the text? One row a matter.
-- Parameters: docs (list).
select
    l.*,
    s.title,
    s.publisher,
    s.published,
    s.scope,
    s.kind,
    s.url
from ledger as l
inner join sources as s on l.doc = s.doc
where list_contains($docs, l.doc)
order by l.doc, l.seq
