-- Search, cursors in every order, the work queue, idempotency keys, and the state machines where no writer can pass them by.

alter table alert_sessions add column stages_by_agent text not null default '{}' check (json_valid(stages_by_agent));
alter table alert_sessions add column claimed_at_us integer;
alter table alert_sessions add column supervised integer not null default 0 check (supervised in (0, 1));
alter table alert_sessions add column cancel_requested_at_us integer;

update alert_sessions set stages_by_agent = coalesce((
    select json_group_object(agent, stages) from (
        select agent, count(*) as stages from stage_executions
        where stage_executions.session_id = alert_sessions.session_id
            and chat_id is null and (parallel_type = 'single' or parent_stage_execution_id is not null)
        group by agent)), '{}');

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
create index ix_mcp_interactions_tool on mcp_interactions (server_name, tool_name);

-- The trigram index. Its rows have numbers, which must not change as a rowid may, so a session's number is kept.
create table session_search_ids (
    search_id  integer primary key,
    session_id text not null unique references alert_sessions on delete cascade
) strict;
create virtual table session_search using fts5(document, content = '', contentless_delete = 1,
    tokenize = 'trigram case_sensitive 1');

insert into session_search_ids (session_id) select session_id from alert_sessions order by started_at_us, session_id;
insert into session_search (rowid, document)
    select search_id, search_document from session_search_ids join alert_sessions using (session_id);

create trigger tr_alert_sessions_search_insert after insert on alert_sessions begin
    insert into session_search_ids (session_id) values (new.session_id);
    insert into session_search (rowid, document) values (
        (select search_id from session_search_ids where session_id = new.session_id), new.search_document);
end;

create trigger tr_alert_sessions_search_update after update of search_document on alert_sessions
when old.search_document <> new.search_document begin
    update session_search set document = new.search_document
    where rowid = (select search_id from session_search_ids where session_id = new.session_id);
end;

create trigger tr_alert_sessions_search_delete before delete on alert_sessions begin
    delete from session_search where rowid = (select search_id from session_search_ids where session_id = old.session_id);
end;

-- The twins of SessionStatus and StageStatus; a test tries every pair on both.
create trigger tr_alert_sessions_status before update of status, completed_at_us on alert_sessions
when (old.status <> new.status and (old.status || '>' || new.status) not in (
        'pending>in_progress', 'pending>canceling', 'pending>cancelled', 'pending>failed', 'pending>timed_out',
        'in_progress>completed', 'in_progress>failed', 'in_progress>timed_out', 'in_progress>paused',
        'in_progress>canceling', 'in_progress>cancelled',
        'paused>in_progress', 'paused>cancelled', 'paused>failed', 'paused>timed_out',
        'canceling>cancelled', 'canceling>completed', 'canceling>failed', 'canceling>timed_out'))
    or (old.completed_at_us is not null and new.completed_at_us is not old.completed_at_us) begin
    select raise(abort, 'forbidden transition of alert_sessions');
end;

create trigger tr_stage_executions_status before update of status on stage_executions
when old.status <> new.status and (old.status || '>' || new.status) not in (
        'pending>active', 'pending>cancelled', 'pending>failed', 'pending>timed_out',
        'active>completed', 'active>failed', 'active>timed_out', 'active>cancelled', 'active>paused', 'active>partial',
        'paused>active', 'paused>cancelled', 'paused>failed', 'paused>timed_out') begin
    select raise(abort, 'forbidden transition of stage_executions');
end;

-- A key without an answer belongs to a request that is still running, or that died; after locked_until_us anyone may take it.
create table idempotency_keys (
    idempotency_key text primary key,
    request_digest  text not null,
    created_at_us   integer not null,
    locked_until_us integer not null,
    answer_status   integer,
    answer_headers  text check (json_valid(answer_headers)),
    answer_body     text
) strict;
create index ix_idempotency_keys_created_at on idempotency_keys (created_at_us);
