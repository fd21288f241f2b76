-- What each hotel knows: one partition a property, so that no index holds two hotels' knowledge.

create table knowledge_items (
    property_id uuid not null references properties (id),
    id text not null,
    category text not null,
    title text not null,
    text text not null,
    language text not null,
    visibility text not null check (visibility in ('guest', 'inhouse', 'staff')),
    source text not null,
    valid_from date,
    valid_to date,
    answers jsonb not null default '{}',
    aliases jsonb not null default '[]',
    digest text not null,
    search tsvector not null,
    phrase text not null default '',           -- title and aliases, for near misses in spelling
    is_active boolean not null default true,
    updated_at timestamptz not null default now(),
    primary key (property_id, id)
) partition by list (property_id);

-- Vectors of several embedders stand side by side, so a new one can be brought in beside the old.
-- They are means of unit vectors, not normalised again: similarity is the inner product.
create table knowledge_vectors (
    property_id uuid not null,
    item_id text not null,
    embedder text not null,
    dimensions smallint not null check (dimensions = vector_dims(embedding)),
    embedding vector not null,
    primary key (property_id, embedder, item_id),
    foreign key (property_id, item_id) references knowledge_items on delete cascade
) partition by list (property_id);
alter table knowledge_vectors alter embedding set storage main;  -- in the row: no second read each

-- The property's partitions and their indexes. Runs again without harm.
-- HNSW takes a fixed number of dimensions; others are searched exactly.
create procedure add_partitions(property uuid)
    language plpgsql
    as $$
declare
    suffix text := replace(property::text, '-', '');
    items text := 'knowledge_items_' || suffix;
    vectors text := 'knowledge_vectors_' || suffix;
    size integer;
begin
    if to_regclass(format('nocturn.%I', items)) is not null then
        return;
    end if;
    execute format('create table %I partition of knowledge_items for values in (%L)', items, property);
    execute format('create table %I partition of knowledge_vectors for values in (%L)', vectors, property);
    execute format('alter table %I alter embedding set storage main', vectors);
    execute format('create index on %I using gin (search)', items);
    foreach size in array array[512, 1536] loop
        execute format(
            'create index on %I using hnsw ((embedding::vector(%s)) vector_ip_ops)
                 where dimensions = %s', vectors, size, size);
    end loop;
    call fence(format('nocturn.%I', items)::regclass);
    call fence(format('nocturn.%I', vectors)::regclass);
end $$;

call fence('knowledge_items');
call fence('knowledge_vectors');
revoke all on procedure add_partitions(uuid) from public;
grant select, insert, update, delete on knowledge_items, knowledge_vectors to nocturn_tenant;
