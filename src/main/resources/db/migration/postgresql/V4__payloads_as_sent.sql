-- Payloads are kept as they were sent: the order of members, members that come twice, and the digits of numbers stay. jsonb
-- sorts the first, drops the second, and prints 1e9999 as ten thousand digits. Text also tells its size without being read.
--
-- A domain checks a value once, when it is written, and not again with every change of another column, as a table's check
-- does. What was stored before stays as jsonb printed it. The tables are rewritten: nobody reads or writes them meanwhile.

create domain json_text as text check (value is null or value::json is not null);
create domain json_object_text as text check (json_typeof(value::json) = 'object');

alter table alert_sessions
    drop constraint if exists alert_sessions_alert_data_check,
    alter column stages_by_agent drop default,
    alter column alert_data type json_object_text using alert_data::text,
    alter column session_metadata type json_text using session_metadata::text,
    alter column pause_metadata type json_text using pause_metadata::text,
    alter column chain_definition type json_text using chain_definition::text,
    alter column mcp_selection type json_text using mcp_selection::text,
    alter column stages_by_agent type json_text using stages_by_agent::text,
    alter column stages_by_agent set default '{}';

alter table stage_executions
    alter column stage_output type json_text using stage_output::text;

alter table llm_interactions
    alter column conversation type json_text using conversation::text,
    alter column response_metadata type json_text using response_metadata::text,
    alter column native_tools_config type json_text using native_tools_config::text;

alter table mcp_interactions
    alter column tool_arguments type json_text using tool_arguments::text,
    alter column tool_result type json_text using tool_result::text,
    alter column available_tools type json_text using available_tools::text;
