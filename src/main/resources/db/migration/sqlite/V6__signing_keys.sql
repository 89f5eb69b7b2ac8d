-- What the service signs with, kept over restarts. Whoever needs a key first makes it.
create table signing_keys (
    key_name      text primary key,
    secret        blob not null check (length(secret) = 32),
    created_at_us integer not null
) strict;
