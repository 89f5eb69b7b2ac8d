-- Who did what. Rows are only added; each has a hash over the one before it and its own columns.
create table audit_log (
    seq         bigint primary key,
    at_us       bigint not null,
    actor       text collate "C" not null,
    actor_kind  text not null,
    action      text collate "C" not null,
    target      text collate "C",
    outcome     text not null,
    request_id  text,
    remote_addr text,
    details     text not null,
    hash        text not null
);
create index ix_audit_log_action on audit_log (action, seq);
create index ix_audit_log_actor on audit_log (actor, seq);
create index ix_audit_log_at on audit_log (at_us);
create index ix_audit_log_target on audit_log (target, seq) where target is not null;

-- The newest row's number and hash: one row.
create table audit_head (
    head_id integer primary key check (head_id = 1),
    seq     bigint not null,
    hash    text not null
);

-- What pruning took away: from the first to the last number, and the last hash, which the next row continues.
create table audit_checkpoints (
    last_seq     bigint primary key,
    first_seq    bigint not null,
    last_hash    text not null,
    pruned_at_us bigint not null
);
