-- What was said and what came of it.
--
-- *_cipher columns are enciphered by the appliance before they get here; *_index columns are keyed
-- hashes, by which the appliance finds them again. The cluster holds no key.

create table conversations (
    property_id uuid not null references properties (id),
    id uuid not null,
    revision integer not null default -1,      -- of the snapshot below; -1: only its messages came so far
    state_cipher text not null default '',     -- the engine's whole state, to go on from
    channel text not null default '',
    guest_index text not null default '',      -- of "channel:guest"
    guest_name_cipher text not null default '',
    guest_phone_cipher text not null default '',
    guest_email_cipher text not null default '',
    phone_index text not null default '',
    email_index text not null default '',
    word_index text[] not null default '{}',   -- of each word of the name, the phone and the e-mail
    status text not null default 'active' check (status in ('active', 'handed_off', 'resolved', 'expired')),
    mode text not null default 'concierge' check (mode in ('concierge', 'lead_capture', 'handoff', 'staff')),
    language text not null default 'en',
    intent text not null default 'general',
    staff_id text not null default '',
    staff_name text not null default '',
    handoff_reason text not null default '',
    handed_off_at timestamptz,
    after_hours boolean not null default false,
    message_count integer not null default 0,
    confidence double precision,
    started_at timestamptz not null,
    last_at timestamptz not null,
    ended_at timestamptz,
    primary key (property_id, id)
);
create index on conversations (property_id, last_at desc);
create index on conversations (property_id, started_at);
create index on conversations (property_id, guest_index, last_at desc);
create index on conversations (property_id, phone_index) where phone_index <> '';
create index on conversations (property_id, email_index) where email_index <> '';

create table messages (
    property_id uuid not null,
    id uuid not null,
    conversation_id uuid not null,
    role text not null check (role in ('guest', 'ai', 'staff', 'system')),
    text text not null,
    sent_at timestamptz not null,
    external_id text not null default '',
    kind text not null default 'text',
    after_hours boolean not null default false,  -- when it came, never recomputed
    staff_id text not null default '',
    staff_name text not null default '',
    token_count integer not null default 0,
    status text not null default '' check (status in ('', 'queued', 'sent', 'failed', 'delivered', 'read')),
    status_detail text not null default '',
    meta jsonb not null default '{}',
    recorded bigint generated always as identity,  -- orders what was sent in the same second
    primary key (property_id, id),
    foreign key (property_id, conversation_id) references conversations on delete cascade
);
create index on messages (property_id, conversation_id, sent_at, recorded);
create index on messages (property_id, external_id) where external_id <> '';

-- Every step a message took. A report may come before the message itself is on record.
create table deliveries (
    property_id uuid not null references properties (id),
    id uuid not null,
    message_id uuid not null,
    status text not null check (status in ('queued', 'sent', 'failed', 'delivered', 'read')),
    at timestamptz not null,
    external_id text not null default '',
    detail text not null default '',
    primary key (property_id, id)
);
create index on deliveries (property_id, message_id);

create function status_rank(status text) returns integer
    language sql immutable parallel safe
    return array_position(array['queued', 'sent', 'failed', 'delivered', 'read'], status);

create table leads (
    property_id uuid not null,
    id uuid not null,
    conversation_id uuid not null,
    revision integer not null,
    channel text not null,
    guest_name_cipher text not null,
    guest_phone_cipher text not null,
    guest_email_cipher text not null,
    phone_index text not null,
    email_index text not null,
    word_index text[] not null default '{}',
    intent text not null,
    details jsonb not null,
    value numeric(12, 2) not null check (value >= 0),
    currency text not null,
    priority text not null default 'normal' check (priority in ('normal', 'high')),
    after_hours boolean not null,
    captured_at timestamptz not null,
    updated_at timestamptz not null,
    -- what staff write: no snapshot touches these
    status text not null default 'new' check (status in ('new', 'contacted', 'converted', 'lost')),
    notes text not null default '',
    actual_value numeric(12, 2) check (actual_value >= 0),
    version integer not null default 1,
    primary key (property_id, id),
    foreign key (property_id, conversation_id) references conversations on delete cascade
);
create index on leads (property_id, captured_at desc);
create index on leads (property_id, conversation_id);
create index on leads (property_id, phone_index) where phone_index <> '';
create index on leads (property_id, email_index) where email_index <> '';

-- What a lead looked like before the guest changed their mind.
create table lead_history (
    property_id uuid not null,
    lead_id uuid not null,
    revision integer not null,
    details jsonb not null,
    value numeric(12, 2) not null,
    at timestamptz not null,
    primary key (property_id, lead_id, revision),
    foreign key (property_id, lead_id) references leads on delete cascade
);

create table promises (
    property_id uuid not null,
    id uuid not null,
    conversation_id uuid not null,
    owner text not null,
    text text not null,
    due_at timestamptz not null,
    made_at timestamptz not null,
    kept_at timestamptz,
    primary key (property_id, id),
    foreign key (property_id, conversation_id) references conversations on delete cascade
);
create index on promises (property_id, conversation_id);
create index on promises (property_id, due_at) where kept_at is null;

create table alerts (
    property_id uuid not null references properties (id),
    id uuid not null,
    conversation_id uuid,
    kind text not null,
    title_cipher text not null,
    body_cipher text not null,
    raised_at timestamptz not null,
    delivered_at timestamptz,
    seen_at timestamptz,
    primary key (property_id, id),
    foreign key (property_id, conversation_id) references conversations on delete cascade
);
create index on alerts (property_id, raised_at desc);

create table gaps (
    property_id uuid not null,
    id uuid not null,
    conversation_id uuid not null,
    question text not null,
    language text not null,
    at timestamptz not null,
    primary key (property_id, id),
    foreign key (property_id, conversation_id) references conversations on delete cascade
);
create index on gaps (property_id, at desc);

call fence('conversations');
call fence('messages');
call fence('deliveries');
call fence('leads');
call fence('lead_history');
call fence('promises');
call fence('alerts');
call fence('gaps');
grant execute on function status_rank(text) to nocturn_tenant;
grant select, insert, update, delete
    on conversations, messages, deliveries, leads, lead_history, promises, alerts, gaps
    to nocturn_tenant;
