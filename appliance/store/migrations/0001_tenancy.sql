-- Who is who. A hotel is the login role its appliance connects with: nothing it can set or forge.

create table properties (
    id uuid primary key,
    slug text not null unique check (slug ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
    name text not null,
    is_active boolean not null default true,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);

-- Tenants have no grant on this table: current_property() reads it for them.
create table tenant_roles (
    role_name name primary key,
    property_id uuid not null unique references properties (id)
);

create function current_property() returns uuid
    language sql stable security definer parallel safe
    set search_path = pg_catalog, pg_temp
    as 'select property_id from nocturn.tenant_roles where role_name = session_user';

-- Fences a tenant table: rows of other properties are neither seen nor written, by its owner either.
-- The sub-select makes Postgres ask once per statement instead of once per row.
create procedure fence(fenced regclass)
    language plpgsql
    set search_path = pg_catalog, pg_temp
    as $$
begin
    execute format('alter table %s enable row level security', fenced);
    execute format('alter table %s force row level security', fenced);
    execute format(
        'create policy own_property on %s
             using (property_id = (select nocturn.current_property()))
             with check (property_id = (select nocturn.current_property()))', fenced);
end $$;

alter table properties enable row level security;
alter table properties force row level security;
create policy own_property on properties for select using (id = (select current_property()));
create policy provisioning on properties to nocturn_owner using (true) with check (true);

revoke all on function current_property() from public;
revoke all on procedure fence(regclass) from public;
grant usage on schema nocturn to nocturn_tenant;
grant execute on function current_property() to nocturn_tenant;
grant select on properties, schema_migrations to nocturn_tenant;
