-- Lost: the events, which say only that something changed. Nothing of the history.
set local lock_timeout = '15s';

drop trigger tr_alert_sessions_insert_event on alert_sessions;
drop trigger tr_alert_sessions_status_event on alert_sessions;
drop trigger tr_alert_sessions_change_event on alert_sessions;
drop trigger tr_alert_sessions_text_event on alert_sessions;
drop trigger tr_stage_executions_insert_event on stage_executions;
drop trigger tr_stage_executions_status_event on stage_executions;
drop trigger tr_llm_interactions_insert_event on llm_interactions;
drop trigger tr_mcp_interactions_insert_event on mcp_interactions;
drop trigger tr_chats_insert_event on chats;
drop trigger tr_chat_user_messages_insert_event on chat_user_messages;
drop function tell_new_sessions();
drop function tell_session_status();
drop function tell_session_change();
drop function tell_stage();
drop function tell_llm_interactions();
drop function tell_mcp_interactions();
drop function tell_chat();
drop function tell_chat_message();
drop table event_outbox;
drop table events;

create table events (
    id            bigint generated always as identity primary key,
    channel       text collate "C" not null,
    session_id    text collate "C" references alert_sessions on delete cascade,
    payload       jsonb not null,
    created_at_us bigint not null
);
create index ix_events_channel on events (channel, id);
create index ix_events_created_at on events (created_at_us);
create index ix_events_session on events (session_id) where session_id is not null;
