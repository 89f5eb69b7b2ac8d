-- What belongs to some of the many sessions, for both databases: 100 calls of each kind in every one of the first 100.
insert into stage_executions (execution_id, session_id, stage_id, stage_index, stage_name, agent, status, content_digest)
with recursive numbers (i) as (select 0 union all select i + 1 from numbers where i < 2999)
select 'e-' || i, 's-' || (i % 1000 + 1), 'stage', i / 1000, 'Stage', 'agent', 'completed', 'digest' from numbers;

insert into llm_interactions (interaction_id, session_id, stage_execution_id, seq, timestamp_us, duration_ms, success,
    model_name, conversation, interaction_type)
with recursive numbers (i) as (select 0 union all select i + 1 from numbers where i < 9999)
select 'l-' || i, 's-' || (i % 100 + 1), 'e-' || i % 100, i, i, 0, true, 'model', '{"messages":[]}',
    case when i % 10 = 0 then 'final_analysis' else 'investigation' end from numbers;

insert into mcp_interactions (communication_id, session_id, stage_execution_id, seq, timestamp_us, duration_ms, success,
    server_name, communication_type, tool_name)
with recursive numbers (i) as (select 0 union all select i + 1 from numbers where i < 9999)
select 'm-' || i, 's-' || (i % 100 + 1), 'e-' || i % 100, 10000 + i, i, 0, true, 'server-' || i % 5,
    case when i % 9 = 0 then 'tool_list' else 'tool_call' end, case when i % 9 > 0 then 'tool-' || i % 30 end from numbers;
-- A chat of every fifth session, and two messages in each.
insert into chats (chat_id, session_id, created_at_us)
with recursive numbers (i) as (select 1 union all select i + 1 from numbers where i < 20000)
select 'c-' || i, 's-' || (i * 5), i from numbers;

insert into chat_user_messages (message_id, chat_id, content, author, created_at_us)
with recursive numbers (i) as (select 2 union all select i + 1 from numbers where i < 40001)
select 'u-' || i, 'c-' || (i / 2), 'why?', 'author', i from numbers;
