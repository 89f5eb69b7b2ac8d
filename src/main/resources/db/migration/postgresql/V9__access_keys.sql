-- Keys of agents, Alertmanager, Prometheus and scripts. A key is shown once; the table has the SHA-256 of its secret.
-- A rotated key has two secrets until former_until_us.
create table access_keys (
    key_id          text collate "C" primary key,
    key_name        text not null,
    roles           text not null,
    secret_hash     bytea not null check (octet_length(secret_hash) = 32),
    former_hash     bytea check (octet_length(former_hash) = 32),
    former_until_us bigint,
    created_at_us   bigint not null,
    created_by      text not null,
    expires_at_us   bigint,
    last_used_at_us bigint,
    revoked_at_us   bigint
);

-- The role of dashboards (deploy/postgres/roles.sh) may read every table. Not this one.
do $$
begin
    if exists (select from pg_roles where rolname = 'history_reader') then
        revoke all on access_keys from history_reader;
    end if;
end $$;
