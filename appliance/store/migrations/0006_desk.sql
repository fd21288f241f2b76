-- What staff keep for themselves: notes, replies they often write, what each of them has read.

create table notes (
    property_id uuid not null,
    id uuid not null,
    conversation_id uuid not null,
    staff_id text not null,
    staff_name text not null,
    text_cipher text not null,
    at timestamptz not null,
    primary key (property_id, id),
    foreign key (property_id, conversation_id) references conversations on delete cascade
);
create index on notes (property_id, conversation_id, at);

create table canned_replies (
    property_id uuid not null references properties (id),
    id uuid not null,
    title text not null,
    text_en text not null,
    text_ms text not null,
    updated_by text not null,
    updated_at timestamptz not null,
    primary key (property_id, id)
);

create table read_marks (
    property_id uuid not null,
    staff_id text not null,
    conversation_id uuid not null,
    read_at timestamptz not null,
    primary key (property_id, staff_id, conversation_id),
    foreign key (property_id, conversation_id) references conversations on delete cascade
);

-- The same guest asked twice: staff say which lead is the one, and money is counted once.
alter table leads add column merged_into uuid;
alter table leads add foreign key (property_id, merged_into) references leads (property_id, id)
    on delete set null (merged_into);
create index on leads (property_id, merged_into) where merged_into is not null;

call fence('notes');
call fence('canned_replies');
call fence('read_marks');
grant select, insert, update, delete on notes, canned_replies, read_marks to nocturn_tenant;
