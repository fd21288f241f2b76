-- What staff changed on the dashboard: laid over what the hotel's pack says.

create table overrides (
    property_id uuid not null references properties (id),
    id uuid not null,                          -- derived from kind and name: one thing is changed once
    kind text not null check (kind in ('week', 'holiday', 'day', 'route', 'mode')),
    name text not null,
    value_cipher text not null,                -- an alert's address may hold a token
    changed_by text not null,                  -- staff id
    changed_at timestamptz not null,
    primary key (property_id, id)
);
call fence('overrides');
grant select, insert, update, delete on overrides to nocturn_tenant;

-- The audit trail of one person, and who waits, without reading years of others.
create index on audit_log (property_id, actor, at desc);
create index on conversations (property_id, last_at desc) where mode = 'handoff';
