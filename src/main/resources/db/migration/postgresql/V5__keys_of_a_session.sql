-- One collation for every text that is compared, and the session in every key of its children.
--
-- alert_sessions.session_id had collation "C", the columns that point at it the database's: a join from the session could not use
-- their index and read the whole table. Now every column of an index or a key is compared byte by byte, as on SQLite. An upgrade
-- of the system's locales can no longer put such an index out of order, either.
--
-- A child is found by its session and its own identifier. The identifier alone has an index that is not unique: a write looks there
-- whether another session has it, which a key over partitions or shards could not tell.
--
-- No table is rewritten. Indexes on the changed columns are made anew and three foreign keys are checked again, and nobody reads or
-- writes meanwhile (docs/operations.md, "Upgrade"). Who cannot have the tables soon gives up; the start tries again.

set local statement_timeout = 0;
set local lock_timeout = '15s';
lock table alert_sessions, chats, chat_user_messages, stage_executions, llm_interactions, mcp_interactions, events,
    idempotency_keys in access exclusive mode;

-- They hang on the key of stage_executions that is replaced. Releases of PostgreSQL name them differently.
do $$
declare
    dependent record;
begin
    for dependent in select conrelid::regclass as child, conname from pg_constraint
            where contype = 'f' and confrelid = 'stage_executions'::regclass loop
        execute format('alter table %s drop constraint %I', dependent.child, dependent.conname);
    end loop;
end $$;

alter table alert_sessions
    alter column alert_id type text collate "C";

alter table chats
    alter column chat_id type text collate "C",
    alter column session_id type text collate "C";

alter table chat_user_messages
    alter column message_id type text collate "C",
    alter column chat_id type text collate "C";

alter table stage_executions
    drop constraint stage_executions_session_id_execution_id_key,
    drop constraint stage_executions_pkey,
    alter column session_id type text collate "C",
    alter column chat_id type text collate "C",
    alter column chat_user_message_id type text collate "C",
    add primary key (session_id, execution_id);

alter table llm_interactions
    drop constraint llm_interactions_pkey,
    alter column session_id type text collate "C",
    add primary key (session_id, interaction_id);

alter table mcp_interactions
    drop constraint mcp_interactions_pkey,
    alter column session_id type text collate "C",
    alter column server_name type text collate "C",
    alter column tool_name type text collate "C",
    add primary key (session_id, communication_id);

alter table events
    alter column channel type text collate "C",
    alter column session_id type text collate "C";

alter table idempotency_keys
    alter column idempotency_key type text collate "C";

create index ix_stage_executions_id on stage_executions (execution_id);
create index ix_llm_interactions_id on llm_interactions (interaction_id);
create index ix_mcp_interactions_id on mcp_interactions (communication_id);

alter table stage_executions add foreign key (session_id, parent_stage_execution_id)
    references stage_executions (session_id, execution_id) on delete cascade;
alter table llm_interactions add foreign key (session_id, stage_execution_id)
    references stage_executions (session_id, execution_id) on delete cascade;
alter table mcp_interactions add foreign key (session_id, stage_execution_id)
    references stage_executions (session_id, execution_id) on delete cascade;

-- The statistics of a column go with its type, and without changes nobody would gather them again.
analyze alert_sessions;
analyze chats;
analyze chat_user_messages;
analyze stage_executions;
analyze llm_interactions;
analyze mcp_interactions;
analyze events;
