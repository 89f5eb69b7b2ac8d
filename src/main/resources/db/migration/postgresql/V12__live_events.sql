-- Everything that happens writes an event in its own transaction, by triggers, so that no writer can pass them by: neither a claim,
-- nor an upload, nor a replica of the release before. docs/live.md lists the types; ADR 8 says why it is done like this.
--
-- A transaction takes the number of a row when it writes it, and others that commit earlier may have taken higher ones. Whoever
-- reads "after the last number" would lose what commits late. So transactions write to event_outbox, and each replica moves what
-- is committed to events, where it gets the number that readers see: one mover at a time, under an advisory lock.
--
-- The table events was not used before. Dropping it drops its reference to alert_sessions, so this waits for everybody who reads or
-- writes there, and others wait meanwhile: at most 15 s.

set local lock_timeout = '15s';

drop index ix_events_channel;
drop table events;
create table events (
    id            bigint generated always as identity primary key,
    session_id    text collate "C" references alert_sessions on delete cascade,
    fingerprint   text collate "C",
    type          text collate "C" not null,
    payload       json_object_text not null,
    created_at_us bigint not null
);
create index ix_events_cancellations on events (id) where type in ('session.cancel_requested', 'chat.cancel_requested');
create index ix_events_created_at on events (created_at_us);
create index ix_events_listed on events (id) where substr(type, 1, 8) = 'session.';
create index ix_events_session on events (session_id, id) where session_id is not null;

-- What waits with the same session, type and subject is told once, by the last of them. No foreign key: what belongs to a session
-- that is deleted meanwhile is left out when it is moved. Rows live for some milliseconds; vacuum comes early.
create table event_outbox (
    seq           bigint generated always as identity primary key,
    session_id    text collate "C",
    fingerprint   text collate "C",
    type          text collate "C" not null,
    subject       text collate "C",
    payload       json_object_text not null,
    created_at_us bigint not null
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_analyze_scale_factor = 1);

create function tell_new_sessions() returns trigger language plpgsql as $$
declare
    now_us bigint := extract(epoch from clock_timestamp()) * 1000000;
begin
    insert into event_outbox (session_id, type, payload, created_at_us)
        select n.session_id, 'session.' || e.event, e.payload, now_us
        from new_rows n cross join lateral (
            values
                (1, 'created', '{"alert_type":' || coalesce(to_json(n.alert_type)::text, 'null') || '}'),
                (2, case when n.status = 'in_progress' then 'started' end,
                    '{"alert_type":' || coalesce(to_json(n.alert_type)::text, 'null') || '}'),
                (3, case when n.status not in ('pending', 'in_progress', 'canceling') then n.status end,
                    '{"status":"' || n.status || '"' || case when n.status = 'paused'
                        then ',"pause_metadata":' || case when length(n.pause_metadata) <= 8000 then n.pause_metadata else 'null' end else '' end || '}')
        ) as e(place, event, payload)
        where e.event is not null
        order by n.session_id, e.place;
    return null;
end $$;

create trigger tr_alert_sessions_insert_event after insert on alert_sessions
    referencing new table as new_rows for each statement
    when (current_setting('alert_history.events', true) is distinct from 'off')
execute function tell_new_sessions();

-- Deferred to the end of the transaction: texts are written by a statement of their own, after the status.
create function tell_session_status() returns trigger language plpgsql as $$
declare
    now_us bigint := extract(epoch from clock_timestamp()) * 1000000;
begin
    insert into event_outbox (session_id, type, payload, created_at_us)
        select new.session_id, e.event, e.payload, now_us
        from (values
            (1, case
                when new.status = 'in_progress' and old.status = 'paused' then 'session.resumed'
                when new.status = 'in_progress' then 'session.started'
                when new.status = 'canceling' then 'session.cancel_requested'
                else 'session.' || new.status end,
                case
                when new.status = 'in_progress' and old.status <> 'paused'
                    then '{"alert_type":' || coalesce(to_json(new.alert_type)::text, 'null') || '}'
                when new.status = 'canceling' then '{}'
                when new.status = 'paused' then '{"status":"paused","pause_metadata":' || coalesce((
                    select s.pause_metadata from alert_sessions s
                    where s.session_id = new.session_id and length(s.pause_metadata) <= 8000), 'null') || '}'
                else '{"status":"' || new.status || '"}' end),
            (2, case when new.status in ('in_progress', 'paused', 'canceling') then 'history.changed' end,
                '{"data":{"status":"' || new.status || '"}}')
        ) as e(place, event, payload)
        where e.event is not null
        order by e.place;
    return null;
end $$;

create constraint trigger tr_alert_sessions_status_event after update of status on alert_sessions
    deferrable initially deferred for each row
    when (old.status <> new.status and current_setting('alert_history.events', true) is distinct from 'off')
execute function tell_session_status();

create function tell_session_change() returns trigger language plpgsql as $$
begin
    insert into event_outbox (session_id, type, subject, payload, created_at_us)
        values (new.session_id, 'history.changed', '', '{"data":{"status":"' || new.status || '"}}',
            extract(epoch from clock_timestamp()) * 1000000);
    return null;
end $$;

create trigger tr_alert_sessions_change_event after update of current_stage_index, held_at_us, erased_at_us on alert_sessions
    for each row when (
        (old.current_stage_index is distinct from new.current_stage_index
            or old.held_at_us is distinct from new.held_at_us
            or old.erased_at_us is distinct from new.erased_at_us)
        and old.status = new.status
        and current_setting('alert_history.events', true) is distinct from 'off')
execute function tell_session_change();

-- Apart, so that large values are compared only where a statement writes one of them.
create trigger tr_alert_sessions_text_event after update of alert_data, error_message, final_analysis, final_analysis_summary,
        executive_summary_error, session_metadata, pause_metadata, chain_definition, mcp_selection on alert_sessions
    for each row when (
        (old.alert_data::text <> new.alert_data::text
            or old.error_message is distinct from new.error_message
            or old.final_analysis is distinct from new.final_analysis
            or old.final_analysis_summary is distinct from new.final_analysis_summary
            or old.executive_summary_error is distinct from new.executive_summary_error
            or old.session_metadata::text is distinct from new.session_metadata::text
            or old.pause_metadata::text is distinct from new.pause_metadata::text
            or old.chain_definition::text is distinct from new.chain_definition::text
            or old.mcp_selection::text is distinct from new.mcp_selection::text)
        and old.status = new.status
        and current_setting('alert_history.events', true) is distinct from 'off')
execute function tell_session_change();

-- Deferred for the same reason. An agent that is cancelled alone was paused.
create function tell_stage() returns trigger language plpgsql as $$
declare
    now_us bigint := extract(epoch from clock_timestamp()) * 1000000;
    is_new boolean := tg_op = 'INSERT';
    stage jsonb := jsonb_build_object('stage_id', new.execution_id, 'stage_name', new.stage_name, 'chat_id', new.chat_id,
        'parent_stage_execution_id', new.parent_stage_execution_id, 'parallel_index', new.parallel_index);
begin
    if new.status = 'active' then
        insert into event_outbox (session_id, type, payload, created_at_us)
            select new.session_id, 'stage.started', stage || jsonb_build_object('chat_user_message_id', new.chat_user_message_id,
                'chat_user_message_content', left(m.content, 10000), 'chat_user_message_author', m.author,
                'parallel_type', new.parallel_type, 'expected_parallel_count', case
                    when new.parallel_type <> 'single' and (is_new or old.status <> 'paused')
                    then new.expected_parallel_count end), now_us
            from (select 1) as one left join chat_user_messages m on m.message_id = new.chat_user_message_id;
    elsif new.status in ('pending', 'paused') then
        insert into event_outbox (session_id, type, subject, payload, created_at_us)
            values (new.session_id, 'history.changed', '', '{"data":{}}', now_us);
    else
        if not is_new and old.status = 'paused' and new.status = 'cancelled' and new.parent_stage_execution_id is not null then
            insert into event_outbox (session_id, type, payload, created_at_us)
                values (new.session_id, 'agent.cancelled', jsonb_build_object('execution_id', new.execution_id,
                    'agent_name', new.agent, 'parent_stage_execution_id', new.parent_stage_execution_id), now_us);
        end if;
        insert into event_outbox (session_id, type, payload, created_at_us)
            select new.session_id, 'stage.completed', stage || jsonb_build_object('status', new.status,
                'error_message', left(s.error_message, 10000), 'completed_at_us', s.completed_at_us), now_us
            from stage_executions s where s.session_id = new.session_id and s.execution_id = new.execution_id;
    end if;
    return null;
end $$;

create constraint trigger tr_stage_executions_insert_event after insert on stage_executions
    deferrable initially deferred for each row
    when (current_setting('alert_history.events', true) is distinct from 'off')
execute function tell_stage();

create constraint trigger tr_stage_executions_status_event after update of status on stage_executions
    deferrable initially deferred for each row
    when (old.status <> new.status and current_setting('alert_history.events', true) is distinct from 'off')
execute function tell_stage();

-- One event for each session, stage and kind of a statement, whatever the number of rows.
create function tell_llm_interactions() returns trigger language plpgsql as $$
begin
    insert into event_outbox (session_id, type, subject, payload, created_at_us)
        select distinct on (n.session_id, n.stage_execution_id) n.session_id, 'llm.interaction',
            coalesce(n.stage_execution_id, ''), '{"interaction_id":' || to_json(n.interaction_id)
                || ',"stage_id":' || coalesce(to_json(n.stage_execution_id)::text, 'null') || '}',
            extract(epoch from clock_timestamp()) * 1000000
        from new_rows n
        order by n.session_id, n.stage_execution_id, n.seq desc;
    return null;
end $$;

create trigger tr_llm_interactions_insert_event after insert on llm_interactions
    referencing new table as new_rows for each statement
    when (current_setting('alert_history.events', true) is distinct from 'off')
execute function tell_llm_interactions();

create function tell_mcp_interactions() returns trigger language plpgsql as $$
begin
    insert into event_outbox (session_id, type, subject, payload, created_at_us)
        select distinct on (n.session_id, n.stage_execution_id, n.communication_type) n.session_id,
            'mcp.' || n.communication_type, coalesce(n.stage_execution_id, ''),
            case n.communication_type
                when 'tool_call' then '{"interaction_id":' || to_json(n.communication_id)
                    || ',"stage_id":' || coalesce(to_json(n.stage_execution_id)::text, 'null')
                    || ',"tool_name":' || to_json(n.tool_name) || '}'
                else '{"request_id":' || to_json(coalesce(n.request_id, n.communication_id))
                    || ',"stage_id":' || coalesce(to_json(n.stage_execution_id)::text, 'null')
                    || ',"server_name":' || to_json(n.server_name) || '}' end,
            extract(epoch from clock_timestamp()) * 1000000
        from new_rows n
        order by n.session_id, n.stage_execution_id, n.communication_type, n.seq desc;
    return null;
end $$;

create trigger tr_mcp_interactions_insert_event after insert on mcp_interactions
    referencing new table as new_rows for each statement
    when (current_setting('alert_history.events', true) is distinct from 'off')
execute function tell_mcp_interactions();

create function tell_chat() returns trigger language plpgsql as $$
begin
    insert into event_outbox (session_id, type, payload, created_at_us)
        values (new.session_id, 'chat.created', jsonb_build_object('chat_id', new.chat_id, 'created_by', new.created_by),
            extract(epoch from clock_timestamp()) * 1000000);
    return null;
end $$;

create trigger tr_chats_insert_event after insert on chats for each row
    when (current_setting('alert_history.events', true) is distinct from 'off')
execute function tell_chat();

create function tell_chat_message() returns trigger language plpgsql as $$
begin
    insert into event_outbox (session_id, type, payload, created_at_us)
        select c.session_id, 'chat.user_message', jsonb_build_object('chat_id', new.chat_id, 'message_id', new.message_id,
            'content', left(new.content, 10000), 'author', new.author), extract(epoch from clock_timestamp()) * 1000000
        from chats c where c.chat_id = new.chat_id;
    return null;
end $$;

create trigger tr_chat_user_messages_insert_event after insert on chat_user_messages for each row
    when (current_setting('alert_history.events', true) is distinct from 'off')
execute function tell_chat_message();
