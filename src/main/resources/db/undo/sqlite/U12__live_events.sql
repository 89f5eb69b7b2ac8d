-- Lost: the events, which say only that something changed. Nothing of the history.
drop trigger tr_alert_sessions_insert_event;
drop trigger tr_alert_sessions_status_event;
drop trigger tr_alert_sessions_change_event;
drop trigger tr_stage_executions_insert_event;
drop trigger tr_stage_executions_status_event;
drop trigger tr_alert_sessions_interactions_event;
drop trigger tr_chats_insert_event;
drop trigger tr_chat_user_messages_insert_event;
drop table events;

create table events (
    id            integer primary key autoincrement,
    channel       text not null,
    session_id    text references alert_sessions on delete cascade,
    payload       text not null check (json_valid(payload)),
    created_at_us integer not null
) strict;
create index ix_events_channel on events (channel, id);
create index ix_events_created_at on events (created_at_us);
create index ix_events_session on events (session_id) where session_id is not null;
