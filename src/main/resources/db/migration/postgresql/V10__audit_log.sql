-- Who did what. Rows are only added; each has a hash over the one before it and its own columns. Checkpoints say what pruning
-- took away. Triggers and grants hold it against everybody but the tables' owner; against the owner holds the chain of hashes.
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

-- The newest row's number and hash: one row, made with the first entry.
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

create function audit_refuse() returns trigger language plpgsql as $$
begin
    raise exception '% only grows: % is refused', tg_table_name, tg_op using errcode = '42501';
end $$;

-- A row goes only when a checkpoint covers it.
create function audit_refuse_delete() returns trigger language plpgsql as $$
begin
    if not exists (select from audit_checkpoints c where old.seq between c.first_seq and c.last_seq) then
        raise exception 'audit_log only grows: row % is in no checkpoint', old.seq using errcode = '42501';
    end if;
    return old;
end $$;

-- The head moves on by one, to a row that is there.
create function audit_guard_head() returns trigger language plpgsql as $$
begin
    if new.seq <> old.seq + 1 or not exists (select from audit_log l where l.seq = new.seq and l.hash = new.hash) then
        raise exception 'audit_head moves with audit_log, by one row' using errcode = '42501';
    end if;
    return new;
end $$;

-- A checkpoint does not contradict the row that it ends with.
create function audit_guard_checkpoint() returns trigger language plpgsql as $$
begin
    if exists (select from audit_log l where l.seq = new.last_seq and l.hash <> new.last_hash) then
        raise exception 'the checkpoint has another hash than row %', new.last_seq using errcode = '42501';
    end if;
    return new;
end $$;

create trigger tr_audit_log_update before update on audit_log for each row execute function audit_refuse();
create trigger tr_audit_log_delete before delete on audit_log for each row execute function audit_refuse_delete();
create trigger tr_audit_log_truncate before truncate on audit_log for each statement execute function audit_refuse();
create trigger tr_audit_head_update before update on audit_head for each row execute function audit_guard_head();
create trigger tr_audit_head_delete before delete on audit_head for each row execute function audit_refuse();
create trigger tr_audit_head_truncate before truncate on audit_head for each statement execute function audit_refuse();
create trigger tr_audit_checkpoints_insert before insert on audit_checkpoints
    for each row execute function audit_guard_checkpoint();
create trigger tr_audit_checkpoints_change before update or delete on audit_checkpoints
    for each row execute function audit_refuse();
create trigger tr_audit_checkpoints_truncate before truncate on audit_checkpoints
    for each statement execute function audit_refuse();

-- Takes away the rows before the first one that is not older than a time, which is the beginning of a month (UTC) and not in the
-- future, and leaves a checkpoint. Returns the checkpoint; nothing when there is no such row. It is the only way for a role without
-- the right to delete, so it runs with its owner's rights, and finds its tables in no other schema than its own.
create function audit_prune(before_us bigint, now_us bigint)
returns table (pruned_first bigint, pruned_last bigint, pruned_hash text)
language plpgsql security definer as $$
declare
    starts timestamp := to_timestamp(before_us / 1000000) at time zone 'UTC';
begin
    if before_us % 1000000 <> 0 or starts <> date_trunc('month', starts) or starts > now() at time zone 'UTC' then
        raise exception 'the audit log is pruned by whole months that have ended' using errcode = '22023';
    end if;
    perform pg_advisory_xact_lock(7221004132);
    select min(l.seq) into pruned_first from audit_log l;
    select min(l.seq) - 1 into pruned_last from audit_log l where l.at_us >= before_us;
    if pruned_last is null then
        select max(l.seq) into pruned_last from audit_log l;
    end if;
    if pruned_first is null or pruned_last < pruned_first then
        return;
    end if;
    select l.hash into pruned_hash from audit_log l where l.seq = pruned_last;
    insert into audit_checkpoints (last_seq, first_seq, last_hash, pruned_at_us)
    values (pruned_last, pruned_first, pruned_hash, now_us);
    delete from audit_log l where l.seq <= pruned_last;
    return next;
end $$;
revoke all on function audit_prune(bigint, bigint) from public;

do $$
begin
    execute format('alter function audit_prune(bigint, bigint) set search_path = %I, pg_temp', current_schema());
    -- The roles of deploy/postgres/roles.sh. Dashboards do not read who did what.
    if exists (select from pg_roles where rolname = 'history_writer') then
        revoke update, delete, truncate on audit_log from history_writer;
        revoke insert, update, delete, truncate on audit_checkpoints from history_writer;
        revoke delete, truncate on audit_head from history_writer;
        grant execute on function audit_prune(bigint, bigint) to history_writer;
    end if;
    if exists (select from pg_roles where rolname = 'history_reader') then
        revoke all on audit_log, audit_checkpoints from history_reader;
    end if;
end $$;
