-- Questions nobody could answer get an answer, and calls of a model their price.

alter table gaps
    add column answered_at timestamptz,
    add column answered_by text not null default '',   -- staff id
    add column item_id text not null default '';       -- the passage that answers it; '' where set aside
create index on gaps (property_id, at desc) where answered_at is null;

-- In US dollars; null where nobody has told what the model costs.
alter table usage
    add column cost numeric(14, 8) check (cost >= 0),
    add column priced_on date;                         -- version of the price list
