-- Search, cursors in every order, the work queue, idempotency keys, and the state machines where no writer can pass them by.

create extension if not exists pg_trgm;

alter table alert_sessions add column stages_by_agent jsonb not null default '{}';
alter table alert_sessions add column claimed_at_us bigint;
alter table alert_sessions add column supervised boolean not null default false;
alter table alert_sessions add column cancel_requested_at_us bigint;

update alert_sessions s set stages_by_agent = counted.agents from (
    select session_id, jsonb_object_agg(agent, stages) as agents from (
        select session_id, agent, count(*) as stages from stage_executions
        where chat_id is null and (parallel_type = 'single' or parent_stage_execution_id is not null)
        group by session_id, agent) as by_agent
    group by session_id) as counted
where counted.session_id = s.session_id;

-- Room for new versions of a row on its own page: an interaction or a heartbeat changes no indexed column and then touches
-- no index. That is why last_interaction_at stands in none.
alter table alert_sessions set (fillfactor = 85);
drop index ix_alert_sessions_status_last_interaction;
drop index ix_alert_sessions_status;

-- One index for every order of the list, the nulls of which are read apart and last.
create index ix_alert_sessions_status_id on alert_sessions (status, session_id);
create index ix_alert_sessions_agent_type_id on alert_sessions (agent_type, session_id);
create index ix_alert_sessions_alert_type_id on alert_sessions (alert_type, session_id);
create index ix_alert_sessions_author_id on alert_sessions (author, session_id);
create index ix_alert_sessions_completed_at on alert_sessions (completed_at_us, session_id);
create index ix_alert_sessions_duration on alert_sessions (((completed_at_us - started_at_us) / 1000), session_id)
    where completed_at_us is not null;
-- By the millisecond of the start: the order of durations so far, and of starts to the millisecond.
create index ix_alert_sessions_open on alert_sessions ((started_at_us / 1000), session_id) where completed_at_us is null;
create index ix_alert_sessions_claimed on alert_sessions (session_id) where status = 'in_progress' and claimed_at_us is not null;
create index ix_alert_sessions_search on alert_sessions using gin (search_document gin_trgm_ops);
create index ix_mcp_interactions_tool on mcp_interactions (server_name, tool_name);

-- The twins of SessionStatus and StageStatus; a test tries every pair on both.
create function refuse_transition() returns trigger language plpgsql as $$
begin
    raise exception 'forbidden transition of %', tg_table_name using errcode = 'check_violation';
end $$;

create trigger tr_alert_sessions_status before update of status, completed_at_us on alert_sessions for each row when (
    (old.status <> new.status and (old.status || '>' || new.status) not in (
        'pending>in_progress', 'pending>canceling', 'pending>cancelled', 'pending>failed', 'pending>timed_out',
        'in_progress>completed', 'in_progress>failed', 'in_progress>timed_out', 'in_progress>paused',
        'in_progress>canceling', 'in_progress>cancelled',
        'paused>in_progress', 'paused>cancelled', 'paused>failed', 'paused>timed_out',
        'canceling>cancelled', 'canceling>completed', 'canceling>failed', 'canceling>timed_out'))
    or (old.completed_at_us is not null and new.completed_at_us is distinct from old.completed_at_us))
execute function refuse_transition();

create trigger tr_stage_executions_status before update of status on stage_executions for each row when (
    old.status <> new.status and (old.status || '>' || new.status) not in (
        'pending>active', 'pending>cancelled', 'pending>failed', 'pending>timed_out',
        'active>completed', 'active>failed', 'active>timed_out', 'active>cancelled', 'active>paused', 'active>partial',
        'paused>active', 'paused>cancelled', 'paused>failed', 'paused>timed_out'))
execute function refuse_transition();

-- Capacity and claim in one statement. Those who claim within a capacity stand in a row: each statement of a volatile function
-- sees what was committed before it, so that the count after the lock knows every claim before this one. Those without a
-- capacity only step over what another is about to take.
create function claim_session(pod text, most bigint, now_us bigint) returns setof text language plpgsql volatile as $$
begin
    if most is not null then
        perform pg_advisory_xact_lock(7221004119);
        if (select count(*) from (select from alert_sessions where status = 'in_progress' and claimed_at_us is not null
                limit most) as claimed) >= most then
            return;
        end if;
    end if;
    return query update alert_sessions set status = 'in_progress', pod_id = pod, claimed_at_us = now_us, supervised = true,
            last_interaction_at = now_us, version = version + 1
        where session_id = (select session_id from alert_sessions where status = 'pending'
            order by started_at_us, session_id limit 1 for no key update skip locked)
        returning session_id;
end $$;

-- A key without an answer belongs to a request that is still running, or that died; after locked_until_us anyone may take it.
create table idempotency_keys (
    idempotency_key text primary key,
    request_digest  text not null,
    created_at_us   bigint not null,
    locked_until_us bigint not null,
    answer_status   integer,
    answer_headers  jsonb,
    answer_body     text
);
create index ix_idempotency_keys_created_at on idempotency_keys (created_at_us);
