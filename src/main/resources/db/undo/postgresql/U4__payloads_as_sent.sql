-- Keeps every row and the value of every payload. Lost: the order of members, members that came twice, and how numbers were
-- written. Fails, and changes nothing, when jsonb cannot hold a payload.
set local statement_timeout = 0;

alter table alert_sessions
    alter column stages_by_agent drop default,
    alter column alert_data type jsonb using alert_data::jsonb,
    alter column session_metadata type jsonb using session_metadata::jsonb,
    alter column pause_metadata type jsonb using pause_metadata::jsonb,
    alter column chain_definition type jsonb using chain_definition::jsonb,
    alter column mcp_selection type jsonb using mcp_selection::jsonb,
    alter column stages_by_agent type jsonb using stages_by_agent::jsonb,
    alter column stages_by_agent set default '{}',
    add check (jsonb_typeof(alert_data) = 'object');

alter table stage_executions
    alter column stage_output type jsonb using stage_output::jsonb;

alter table llm_interactions
    alter column conversation type jsonb using conversation::jsonb,
    alter column response_metadata type jsonb using response_metadata::jsonb,
    alter column native_tools_config type jsonb using native_tools_config::jsonb;

alter table mcp_interactions
    alter column tool_arguments type jsonb using tool_arguments::jsonb,
    alter column tool_result type jsonb using tool_result::jsonb,
    alter column available_tools type jsonb using available_tools::jsonb;

drop domain json_object_text;
drop domain json_text;
