-- Who did what. Rows are only added; each has a hash over the one before it and its own columns. Checkpoints say what pruning
-- took away. Triggers hold it against mistakes; against everybody who may write the file holds the chain of hashes.
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

-- The newest row's number and hash: one row, made with the first entry.
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

create trigger tr_audit_log_update before update on audit_log
begin
    select raise(abort, 'audit_log only grows: UPDATE is refused');
end;

-- A row goes only when a checkpoint covers it.
create trigger tr_audit_log_delete before delete on audit_log
when not exists (select 1 from audit_checkpoints c where old.seq between c.first_seq and c.last_seq)
begin
    select raise(abort, 'audit_log only grows: the row is in no checkpoint');
end;

-- The head moves on by one, to a row that is there.
create trigger tr_audit_head_update before update on audit_head
when new.seq <> old.seq + 1 or not exists (select 1 from audit_log l where l.seq = new.seq and l.hash = new.hash)
begin
    select raise(abort, 'audit_head moves with audit_log, by one row');
end;

create trigger tr_audit_head_delete before delete on audit_head
begin
    select raise(abort, 'audit_head stays: DELETE is refused');
end;

-- A checkpoint does not contradict the row that it ends with.
create trigger tr_audit_checkpoints_insert before insert on audit_checkpoints
when exists (select 1 from audit_log l where l.seq = new.last_seq and l.hash <> new.last_hash)
begin
    select raise(abort, 'the checkpoint has another hash than its last row');
end;

create trigger tr_audit_checkpoints_update before update on audit_checkpoints
begin
    select raise(abort, 'audit_checkpoints only grows: UPDATE is refused');
end;

create trigger tr_audit_checkpoints_delete before delete on audit_checkpoints
begin
    select raise(abort, 'audit_checkpoints only grows: DELETE is refused');
end;
