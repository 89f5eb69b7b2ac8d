-- PostgreSQL's fifth migration gives all keys one collation and puts the session into those of its children. SQLite compares every text
-- by its bytes, and its one file is never split, so its keys stay: an identifier is unique in the whole history.
--
-- Here the constraints of JSON that may be null are put right: json_valid(null) is 0 in older releases of SQLite, whose integrity_check
-- then complains of the row, and which cannot load a dump of it. A constraint is text of the schema and nothing of the rows depends on
-- it, so no table is copied (https://www.sqlite.org/lang_altertable.html, section 7).

pragma writable_schema = on;

update sqlite_schema set sql = replace(replace(replace(replace(sql,
    'check (json_valid(session_metadata))', 'check (session_metadata is null or json_valid(session_metadata))'),
    'check (json_valid(pause_metadata))', 'check (pause_metadata is null or json_valid(pause_metadata))'),
    'check (json_valid(chain_definition))', 'check (chain_definition is null or json_valid(chain_definition))'),
    'check (json_valid(mcp_selection))', 'check (mcp_selection is null or json_valid(mcp_selection))')
where type = 'table' and name = 'alert_sessions';

update sqlite_schema set sql = replace(sql,
    'check (json_valid(stage_output))', 'check (stage_output is null or json_valid(stage_output))')
where type = 'table' and name = 'stage_executions';

update sqlite_schema set sql = replace(replace(replace(sql,
    'check (json_valid(conversation))', 'check (conversation is null or json_valid(conversation))'),
    'check (json_valid(response_metadata))', 'check (response_metadata is null or json_valid(response_metadata))'),
    'check (json_valid(native_tools_config))', 'check (native_tools_config is null or json_valid(native_tools_config))')
where type = 'table' and name = 'llm_interactions';

update sqlite_schema set sql = replace(replace(replace(sql,
    'check (json_valid(tool_arguments))', 'check (tool_arguments is null or json_valid(tool_arguments))'),
    'check (json_valid(tool_result))', 'check (tool_result is null or json_valid(tool_result))'),
    'check (json_valid(available_tools))', 'check (available_tools is null or json_valid(available_tools))')
where type = 'table' and name = 'mcp_interactions';

update sqlite_schema set sql = replace(sql,
    'check (json_valid(answer_headers))', 'check (answer_headers is null or json_valid(answer_headers))')
where type = 'table' and name = 'idempotency_keys';

pragma writable_schema = reset;
