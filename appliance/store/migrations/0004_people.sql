-- Who works there, what opens the door, what was done and what it cost.

create table staff_users (
    property_id uuid not null references properties (id),
    id uuid not null,
    email text not null,
    name text not null,
    role text not null check (role in ('gm', 'reservations', 'front_desk', 'admin')),
    language text not null default 'en',
    password_hash text not null default '',
    is_active boolean not null default true,
    token_version integer not null default 1,
    primary key (property_id, id)
);
create unique index on staff_users (property_id, lower(email));

-- Keys of widgets: a hash is all that is kept.
create table api_keys (
    property_id uuid not null references properties (id),
    id uuid not null,
    label text not null,
    prefix text not null,
    hash text not null,
    created_at timestamptz not null,
    expires_at timestamptz,
    revoked_at timestamptz,
    primary key (property_id, id),
    unique (property_id, hash)
);

-- Append-only: tenants may neither change nor delete a row.
create table audit_log (
    property_id uuid not null references properties (id),
    id uuid not null,
    actor text not null,
    action text not null,
    target text not null,
    at timestamptz not null,
    details jsonb not null default '{}',
    primary key (property_id, id)
);
create index on audit_log (property_id, at desc);
create index on audit_log (property_id, target, at desc);

create table usage (
    property_id uuid not null references properties (id),
    id uuid not null,
    conversation_id uuid,
    provider text not null,
    model text not null,
    tokens_in integer not null,
    tokens_out integer not null,
    milliseconds integer not null,
    outcome text not null,
    at timestamptz not null,
    primary key (property_id, id)
);
create index on usage (property_id, at);

create table analytics_daily (
    property_id uuid not null references properties (id),
    report_date date not null,                 -- the property's own day
    total_inquiries integer not null default 0,
    after_hours_inquiries integer not null default 0,
    inquiries_by_channel jsonb not null default '{}',
    leads_captured integer not null default 0,
    handoffs integer not null default 0,
    resolved_by_ai integer not null default 0,
    median_first_reply_seconds double precision,
    p95_first_reply_seconds double precision,
    estimated_revenue numeric(14, 2) not null default 0,
    confirmed_revenue numeric(14, 2) not null default 0,
    computed_at timestamptz not null,
    primary key (property_id, report_date)
);

call fence('staff_users');
call fence('api_keys');
call fence('audit_log');
call fence('usage');
call fence('analytics_daily');
grant select, insert, update on staff_users, api_keys, analytics_daily to nocturn_tenant;
grant select, insert, delete on usage to nocturn_tenant;
grant select, insert on audit_log to nocturn_tenant;
