-- What channels tell beside words: until when a guest may be answered, and how a message fared.

alter table conversations
    add column answer_by timestamptz,                     -- until then the channel takes free words
    add column opted_out boolean not null default false;  -- wants nothing from us but answers

-- Pricing and errors, as the channel's vendor put them.
alter table deliveries add column meta jsonb not null default '{}';
alter table messages add column status_meta jsonb not null default '{}';
