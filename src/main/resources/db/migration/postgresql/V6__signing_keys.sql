-- What the service signs with, shared by all replicas. Whoever needs a key first makes it.
create table signing_keys (
    key_name      text collate "C" primary key,
    secret        bytea not null check (octet_length(secret) = 32),
    created_at_us bigint not null
);

-- The role of dashboards (deploy/postgres/roles.sh) may read every table. Not this one.
do $$
begin
    if exists (select from pg_roles where rolname = 'history_reader') then
        revoke all on signing_keys from history_reader;
    end if;
end $$;
