-- Instants are microseconds since the Unix epoch (bigint), as the API shows them. Text that is sorted or compared has
-- collation "C", so that both databases order it by code point. JSON is jsonb; strictness lives here, not in the writers.

create table alert_sessions (
    session_id                text collate "C" primary key,
    alert_id                  text,
    agent_type                text collate "C" not null,
    alert_type                text collate "C",
    status                    text collate "C" not null check (status in
        ('pending', 'in_progress', 'paused', 'canceling', 'completed', 'failed', 'cancelled', 'timed_out')),
    author                    text collate "C",
    runbook_url               text,
    started_at_us             bigint not null check (started_at_us >= 0),
    completed_at_us           bigint check (completed_at_us >= started_at_us),
    error_message             text,
    alert_data                jsonb not null check (jsonb_typeof(alert_data) = 'object'),
    final_analysis            text,
    final_analysis_summary    text,
    executive_summary_error   text,
    session_metadata          jsonb,
    pause_metadata            jsonb,
    chain_id                  text not null,
    chain_definition          jsonb,
    current_stage_index       integer,
    current_stage_id          text,
    mcp_selection             jsonb,
    slack_message_fingerprint text,
    pod_id                    text,
    last_interaction_at       bigint,

    -- Kept in the transaction of every write, so that a list page is one statement over this table.
    llm_interaction_count     integer not null default 0 check (llm_interaction_count >= 0),
    mcp_communication_count   integer not null default 0 check (mcp_communication_count >= 0),
    session_input_tokens      bigint,
    session_output_tokens     bigint,
    session_total_tokens      bigint,
    total_stages              integer not null default 0 check (total_stages >= 0),
    completed_stages          integer not null default 0 check (completed_stages >= 0),
    failed_stages             integer not null default 0 check (failed_stages >= 0),
    has_parallel_stages       boolean not null default false,
    chat_message_count        integer not null default 0 check (chat_message_count >= 0),
    last_seq                  bigint not null default 0 check (last_seq >= 0),

    -- SHA-256 of the creating request: the same content again is a repeat, other content a conflict.
    content_digest            text not null,
    -- Everything the search looks at, in lower case.
    search_document           text not null,
    version                   bigint not null default 1,

    check ((completed_at_us is not null) = (status in ('completed', 'failed', 'cancelled', 'timed_out')))
);

create unique index ux_alert_sessions_alert_id on alert_sessions (alert_id) where alert_id is not null;
create index ix_alert_sessions_started_at on alert_sessions (started_at_us, session_id);
create index ix_alert_sessions_status on alert_sessions (status);
create index ix_alert_sessions_status_started_at on alert_sessions (status, started_at_us, session_id);
create index ix_alert_sessions_agent_type on alert_sessions (agent_type, started_at_us, session_id);
create index ix_alert_sessions_alert_type on alert_sessions (alert_type, started_at_us, session_id);
-- For the search for orphans. Partial: the column changes with every interaction, and only open sessions can be orphans.
create index ix_alert_sessions_status_last_interaction on alert_sessions (status, last_interaction_at)
    where status in ('in_progress', 'canceling');

create table chats (
    chat_id       text primary key,
    session_id    text not null unique references alert_sessions on delete cascade,
    created_at_us bigint not null,
    created_by    text,
    pod_id        text,
    last_interaction_at bigint
);

create table chat_user_messages (
    message_id    text primary key,
    chat_id       text not null references chats on delete cascade,
    content       text not null,
    author        text not null,
    created_at_us bigint not null
);
create index ix_chat_user_messages_chat on chat_user_messages (chat_id, created_at_us, message_id);

create table stage_executions (
    execution_id              text collate "C" primary key,
    session_id                text not null references alert_sessions on delete cascade,
    stage_id                  text not null,
    stage_index               integer not null check (stage_index >= 0),
    stage_name                text not null,
    agent                     text not null,
    iteration_strategy        text,
    status                    text not null check (status in
        ('pending', 'active', 'paused', 'completed', 'failed', 'cancelled', 'timed_out', 'partial')),
    started_at_us             bigint,
    paused_at_us              bigint,
    completed_at_us           bigint,
    stage_output              jsonb,
    error_message             text,
    current_iteration         integer,
    chat_id                   text references chats on delete cascade,
    chat_user_message_id      text references chat_user_messages on delete cascade,
    parent_stage_execution_id text collate "C",
    parallel_index            integer not null default 0 check (parallel_index >= 0),
    parallel_type             text not null default 'single' check (parallel_type in ('single', 'multi_agent', 'replica')),
    expected_parallel_count   integer check (expected_parallel_count >= 1),
    success_policy            text check (success_policy in ('any', 'all')),
    content_digest            text not null,
    version                   bigint not null default 1,

    -- An interaction and a child name their stage together with its session: they cannot point into another one.
    unique (session_id, execution_id),
    foreign key (session_id, parent_stage_execution_id) references stage_executions (session_id, execution_id) on delete cascade,
    check (parent_stage_execution_id <> execution_id)
);
create index ix_stage_executions_session on stage_executions (session_id, stage_index, parallel_index, started_at_us);
create index ix_stage_executions_parent on stage_executions (session_id, parent_stage_execution_id);
create index ix_stage_executions_chat on stage_executions (chat_id) where chat_id is not null;
create index ix_stage_executions_chat_message on stage_executions (chat_user_message_id) where chat_user_message_id is not null;

create table llm_interactions (
    interaction_id      text collate "C" primary key,
    session_id          text not null references alert_sessions on delete cascade,
    stage_execution_id  text collate "C",
    seq                 bigint not null,
    timestamp_us        bigint not null check (timestamp_us >= 0),
    duration_ms         bigint not null check (duration_ms >= 0),
    success             boolean not null,
    error_message       text,
    model_name          text not null,
    provider            text,
    temperature         double precision,
    conversation        jsonb,
    input_tokens        bigint check (input_tokens >= 0),
    output_tokens       bigint check (output_tokens >= 0),
    total_tokens        bigint check (total_tokens >= 0),
    response_metadata   jsonb,
    native_tools_config jsonb,
    interaction_type    text not null check (interaction_type in
        ('investigation', 'summarization', 'final_analysis', 'forced_conclusion', 'final_analysis_summary')),
    mcp_event_id        text,
    thinking_content    text,
    truncated           boolean not null default false,

    foreign key (session_id, stage_execution_id) references stage_executions (session_id, execution_id) on delete cascade
);
create unique index ux_llm_interactions_session_seq on llm_interactions (session_id, seq);
create index ix_llm_interactions_session_time on llm_interactions (session_id, timestamp_us, seq);
create index ix_llm_interactions_stage on llm_interactions (session_id, stage_execution_id);

create table mcp_interactions (
    communication_id    text collate "C" primary key,
    session_id          text not null references alert_sessions on delete cascade,
    stage_execution_id  text collate "C",
    seq                 bigint not null,
    request_id          text,
    timestamp_us        bigint not null check (timestamp_us >= 0),
    duration_ms         bigint not null check (duration_ms >= 0),
    success             boolean not null,
    error_message       text,
    step_description    text,
    server_name         text not null,
    communication_type  text not null check (communication_type in ('tool_list', 'tool_call')),
    tool_name           text,
    tool_arguments      jsonb,
    tool_result         jsonb,
    available_tools     jsonb,
    truncated           boolean not null default false,

    check (communication_type <> 'tool_call' or tool_name is not null),
    foreign key (session_id, stage_execution_id) references stage_executions (session_id, execution_id) on delete cascade
);
create unique index ux_mcp_interactions_session_seq on mcp_interactions (session_id, seq);
create index ix_mcp_interactions_session_time on mcp_interactions (session_id, timestamp_us, seq);
create index ix_mcp_interactions_stage on mcp_interactions (session_id, stage_execution_id);

create table events (
    id            bigint generated always as identity primary key,
    channel       text not null,
    session_id    text references alert_sessions on delete cascade,
    payload       jsonb not null,
    created_at_us bigint not null
);
create index ix_events_channel on events (channel, id);
create index ix_events_created_at on events (created_at_us);
create index ix_events_session on events (session_id) where session_id is not null;
