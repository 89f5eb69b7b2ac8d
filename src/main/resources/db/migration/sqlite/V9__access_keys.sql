-- Keys of agents, Alertmanager, Prometheus and scripts. A key is shown once; the table has the SHA-256 of its secret.
-- A rotated key has two secrets until former_until_us.
create table access_keys (
    key_id          text primary key,
    key_name        text not null,
    roles           text not null,
    secret_hash     blob not null check (length(secret_hash) = 32),
    former_hash     blob check (length(former_hash) = 32),
    former_until_us integer,
    created_at_us   integer not null,
    created_by      text not null,
    expires_at_us   integer,
    last_used_at_us integer,
    revoked_at_us   integer
) strict;
