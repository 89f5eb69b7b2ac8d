-- Who did what. Rows are only added; each has a hash over the one before it and its own columns.
create table audit_log (
    seq         integer primary key,
    at_us       integer not null,
    actor       text not null,
    actor_kind  text not null,
    action      text not null,
    target      text,
    outcome     text not null,
    request_id  text,
    remote_addr text,
    details     text not null,
    hash        text not null
) strict;
create index ix_audit_log_action on audit_log (action, seq);
create index ix_audit_log_actor on audit_log (actor, seq);
create index ix_audit_log_at on audit_log (at_us);
create index ix_audit_log_target on audit_log (target, seq) where target is not null;

-- The newest row's number and hash: one row.
create table audit_head (
    head_id integer primary key check (head_id = 1),
    seq     integer not null,
    hash    text not null
) strict;

-- What pruning took away: from the first to the last number, and the last hash, which the next row continues.
create table audit_checkpoints (
    last_seq     integer primary key,
    first_seq    integer not null,
    last_hash    text not null,
    pruned_at_us integer not null
) strict;
