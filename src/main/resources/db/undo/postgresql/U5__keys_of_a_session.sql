-- Keeps every row. Fails, and changes nothing, when two sessions have stages or interactions with the same identifier: the older
-- schema has no place for the second.
set local statement_timeout = 0;
lock table alert_sessions, chats, chat_user_messages, stage_executions, llm_interactions, mcp_interactions, events,
    idempotency_keys in access exclusive mode;

do $$
declare
    dependent record;
begin
    for dependent in select conrelid::regclass as child, conname from pg_constraint
            where contype = 'f' and confrelid = 'stage_executions'::regclass loop
        execute format('alter table %s drop constraint %I', dependent.child, dependent.conname);
    end loop;
end $$;

drop index ix_stage_executions_id;
drop index ix_llm_interactions_id;
drop index ix_mcp_interactions_id;

alter table alert_sessions
    alter column alert_id type text collate "default";

alter table chats
    alter column chat_id type text collate "default",
    alter column session_id type text collate "default";

alter table chat_user_messages
    alter column message_id type text collate "default",
    alter column chat_id type text collate "default";

alter table stage_executions
    drop constraint stage_executions_pkey,
    alter column session_id type text collate "default",
    alter column chat_id type text collate "default",
    alter column chat_user_message_id type text collate "default",
    add primary key (execution_id),
    add unique (session_id, execution_id);

alter table llm_interactions
    drop constraint llm_interactions_pkey,
    alter column session_id type text collate "default",
    add primary key (interaction_id);

alter table mcp_interactions
    drop constraint mcp_interactions_pkey,
    alter column session_id type text collate "default",
    alter column server_name type text collate "default",
    alter column tool_name type text collate "default",
    add primary key (communication_id);

alter table events
    alter column channel type text collate "default",
    alter column session_id type text collate "default";

alter table idempotency_keys
    alter column idempotency_key type text collate "default";

alter table stage_executions add foreign key (session_id, parent_stage_execution_id)
    references stage_executions (session_id, execution_id) on delete cascade;
alter table llm_interactions add foreign key (session_id, stage_execution_id)
    references stage_executions (session_id, execution_id) on delete cascade;
alter table mcp_interactions add foreign key (session_id, stage_execution_id)
    references stage_executions (session_id, execution_id) on delete cascade;

analyze alert_sessions;
analyze chats;
analyze chat_user_messages;
analyze stage_executions;
analyze llm_interactions;
analyze mcp_interactions;
analyze events;
