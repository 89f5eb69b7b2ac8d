-- Everything that happens writes an event in its own transaction, by triggers, so that no writer can pass them by. docs/live.md
-- lists the types. SQLite has one writer: its transactions commit in the order in which they took their numbers.
--
-- The table events was not used before. Nothing is rewritten.

drop index ix_events_channel;
drop table events;
create table events (
    id            integer primary key autoincrement,
    session_id    text references alert_sessions on delete cascade,
    fingerprint   text,
    type          text not null,
    payload       text not null check (json_valid(payload)),
    created_at_us integer not null
) strict;
create index ix_events_cancellations on events (id) where type in ('session.cancel_requested', 'chat.cancel_requested');
create index ix_events_created_at on events (created_at_us);
create index ix_events_listed on events (id) where substr(type, 1, 8) = 'session.';
create index ix_events_session on events (session_id, id) where session_id is not null;

create trigger tr_alert_sessions_insert_event after insert on alert_sessions begin
    insert into events (session_id, type, payload, created_at_us)
        select new.session_id, 'session.' || column2, column3, cast(unixepoch('subsec') * 1000000 as integer)
        from (
            values
                (1, 'created', json_object('alert_type', new.alert_type)),
                (2, iif(new.status = 'in_progress', 'started', null), json_object('alert_type', new.alert_type)),
                (3, iif(new.status not in ('pending', 'in_progress', 'canceling'), new.status, null), iif(
                    new.status = 'paused',
                    json_object('status', new.status, 'pause_metadata', iif(length(new.pause_metadata) <= 8000, json(new.pause_metadata), null)),
                    json_object('status', new.status))))
        where column2 is not null
        order by column1;
end;

create trigger tr_alert_sessions_status_event after update of status on alert_sessions when old.status <> new.status begin
    insert into events (session_id, type, payload, created_at_us)
        select new.session_id, column2, column3, cast(unixepoch('subsec') * 1000000 as integer)
        from (
            values
                (1, case
                    when new.status = 'in_progress' and old.status = 'paused' then 'session.resumed'
                    when new.status = 'in_progress' then 'session.started'
                    when new.status = 'canceling' then 'session.cancel_requested'
                    else 'session.' || new.status end,
                    case
                    when new.status = 'in_progress' and old.status <> 'paused' then json_object('alert_type', new.alert_type)
                    when new.status = 'canceling' then '{}'
                    when new.status = 'paused'
                        then json_object('status', new.status, 'pause_metadata', iif(length(new.pause_metadata) <= 8000, json(new.pause_metadata), null))
                    else json_object('status', new.status) end),
                (2, iif(new.status in ('in_progress', 'paused', 'canceling'), 'history.changed', null),
                    json_object('data', json_object('status', new.status))))
        where column2 is not null
        order by column1;
end;

create trigger tr_alert_sessions_change_event after update of alert_data, error_message, final_analysis, final_analysis_summary,
        executive_summary_error, session_metadata, pause_metadata, chain_definition, mcp_selection, current_stage_index,
        held_at_us, erased_at_us on alert_sessions
when old.status = new.status and (old.alert_data <> new.alert_data
        or old.error_message is not new.error_message
        or old.final_analysis is not new.final_analysis
        or old.final_analysis_summary is not new.final_analysis_summary
        or old.executive_summary_error is not new.executive_summary_error
        or old.session_metadata is not new.session_metadata
        or old.pause_metadata is not new.pause_metadata
        or old.chain_definition is not new.chain_definition
        or old.mcp_selection is not new.mcp_selection
        or old.current_stage_index is not new.current_stage_index
        or old.held_at_us is not new.held_at_us
        or old.erased_at_us is not new.erased_at_us) begin
    insert into events (session_id, type, payload, created_at_us)
        values (new.session_id, 'history.changed', json_object('data', json_object('status', new.status)), cast(unixepoch('subsec') * 1000000 as integer));
end;

create trigger tr_stage_executions_insert_event after insert on stage_executions begin
    insert into events (session_id, type, payload, created_at_us)
        select new.session_id, 'stage.started', json_object('stage_id', new.execution_id, 'stage_name', new.stage_name,
            'chat_id', new.chat_id, 'chat_user_message_id', new.chat_user_message_id,
            'chat_user_message_content', (select substr(content, 1, 10000) from chat_user_messages where message_id = new.chat_user_message_id),
            'chat_user_message_author', (select author from chat_user_messages where message_id = new.chat_user_message_id),
            'parallel_type', new.parallel_type,
            'expected_parallel_count', iif(new.parallel_type <> 'single', new.expected_parallel_count, null),
            'parent_stage_execution_id', new.parent_stage_execution_id, 'parallel_index', new.parallel_index), cast(unixepoch('subsec') * 1000000 as integer)
        where new.status = 'active';
    insert into events (session_id, type, payload, created_at_us)
        select new.session_id, 'history.changed', '{"data":{}}', cast(unixepoch('subsec') * 1000000 as integer)
        where new.status in ('pending', 'paused');
    insert into events (session_id, type, payload, created_at_us)
        select new.session_id, 'stage.completed', json_object('stage_id', new.execution_id, 'stage_name', new.stage_name,
            'status', new.status, 'chat_id', new.chat_id, 'error_message', substr(new.error_message, 1, 10000),
            'parent_stage_execution_id', new.parent_stage_execution_id, 'parallel_index', new.parallel_index,
            'completed_at_us', new.completed_at_us), cast(unixepoch('subsec') * 1000000 as integer)
        where new.status not in ('pending', 'active', 'paused');
end;

create trigger tr_stage_executions_status_event after update of status on stage_executions when old.status <> new.status begin
    insert into events (session_id, type, payload, created_at_us)
        select new.session_id, 'stage.started', json_object('stage_id', new.execution_id, 'stage_name', new.stage_name,
            'chat_id', new.chat_id, 'chat_user_message_id', new.chat_user_message_id,
            'chat_user_message_content', (select substr(content, 1, 10000) from chat_user_messages where message_id = new.chat_user_message_id),
            'chat_user_message_author', (select author from chat_user_messages where message_id = new.chat_user_message_id),
            'parallel_type', new.parallel_type,
            'expected_parallel_count', iif(new.parallel_type <> 'single' and old.status <> 'paused', new.expected_parallel_count, null),
            'parent_stage_execution_id', new.parent_stage_execution_id, 'parallel_index', new.parallel_index), cast(unixepoch('subsec') * 1000000 as integer)
        where new.status = 'active';
    insert into events (session_id, type, payload, created_at_us)
        select new.session_id, 'history.changed', '{"data":{}}', cast(unixepoch('subsec') * 1000000 as integer)
        where new.status in ('pending', 'paused');
    insert into events (session_id, type, payload, created_at_us)
        select new.session_id, 'agent.cancelled', json_object('execution_id', new.execution_id, 'agent_name', new.agent,
            'parent_stage_execution_id', new.parent_stage_execution_id), cast(unixepoch('subsec') * 1000000 as integer)
        where old.status = 'paused' and new.status = 'cancelled' and new.parent_stage_execution_id is not null;
    insert into events (session_id, type, payload, created_at_us)
        select new.session_id, 'stage.completed', json_object('stage_id', new.execution_id, 'stage_name', new.stage_name,
            'status', new.status, 'chat_id', new.chat_id, 'error_message', substr(new.error_message, 1, 10000),
            'parent_stage_execution_id', new.parent_stage_execution_id, 'parallel_index', new.parallel_index,
            'completed_at_us', new.completed_at_us), cast(unixepoch('subsec') * 1000000 as integer)
        where new.status not in ('pending', 'active', 'paused');
end;

-- A write adds its interactions first and counts them in their session then: one event for each of its stages and kinds.
create trigger tr_alert_sessions_interactions_event after update of last_seq on alert_sessions
when new.last_seq > old.last_seq begin
    insert into events (session_id, type, payload, created_at_us)
        select new.session_id, 'llm.interaction',
            json_object('interaction_id', interaction_id, 'stage_id', stage_execution_id), cast(unixepoch('subsec') * 1000000 as integer)
        from (
            select interaction_id, stage_execution_id, max(seq)
            from llm_interactions
            where session_id = new.session_id and seq > old.last_seq and seq <= new.last_seq
            group by stage_execution_id);
    insert into events (session_id, type, payload, created_at_us)
        select new.session_id, 'mcp.' || communication_type, iif(communication_type = 'tool_call',
            json_object('interaction_id', communication_id, 'stage_id', stage_execution_id, 'tool_name', tool_name),
            json_object('request_id', coalesce(request_id, communication_id), 'stage_id', stage_execution_id,
                'server_name', server_name)), cast(unixepoch('subsec') * 1000000 as integer)
        from (
            select communication_id, request_id, stage_execution_id, communication_type, tool_name, server_name, max(seq)
            from mcp_interactions
            where session_id = new.session_id and seq > old.last_seq and seq <= new.last_seq
            group by stage_execution_id, communication_type);
end;

create trigger tr_chats_insert_event after insert on chats begin
    insert into events (session_id, type, payload, created_at_us)
        values (new.session_id, 'chat.created', json_object('chat_id', new.chat_id, 'created_by', new.created_by), cast(unixepoch('subsec') * 1000000 as integer));
end;

create trigger tr_chat_user_messages_insert_event after insert on chat_user_messages begin
    insert into events (session_id, type, payload, created_at_us)
        select session_id, 'chat.user_message', json_object('chat_id', new.chat_id, 'message_id', new.message_id,
            'content', substr(new.content, 1, 10000), 'author', new.author), cast(unixepoch('subsec') * 1000000 as integer)
        from chats where chat_id = new.chat_id;
end;
