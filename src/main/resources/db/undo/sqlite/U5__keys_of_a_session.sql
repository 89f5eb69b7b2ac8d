-- Keeps every row. The constraints of JSON that may be null are as they were.
pragma writable_schema = on;

update sqlite_schema set sql = replace(replace(replace(replace(sql,
    'check (session_metadata is null or json_valid(session_metadata))', 'check (json_valid(session_metadata))'),
    'check (pause_metadata is null or json_valid(pause_metadata))', 'check (json_valid(pause_metadata))'),
    'check (chain_definition is null or json_valid(chain_definition))', 'check (json_valid(chain_definition))'),
    'check (mcp_selection is null or json_valid(mcp_selection))', 'check (json_valid(mcp_selection))')
where type = 'table' and name = 'alert_sessions';

update sqlite_schema set sql = replace(sql,
    'check (stage_output is null or json_valid(stage_output))', 'check (json_valid(stage_output))')
where type = 'table' and name = 'stage_executions';

update sqlite_schema set sql = replace(replace(replace(sql,
    'check (conversation is null or json_valid(conversation))', 'check (json_valid(conversation))'),
    'check (response_metadata is null or json_valid(response_metadata))', 'check (json_valid(response_metadata))'),
    'check (native_tools_config is null or json_valid(native_tools_config))', 'check (json_valid(native_tools_config))')
where type = 'table' and name = 'llm_interactions';

update sqlite_schema set sql = replace(replace(replace(sql,
    'check (tool_arguments is null or json_valid(tool_arguments))', 'check (json_valid(tool_arguments))'),
    'check (tool_result is null or json_valid(tool_result))', 'check (json_valid(tool_result))'),
    'check (available_tools is null or json_valid(available_tools))', 'check (json_valid(available_tools))')
where type = 'table' and name = 'mcp_interactions';

update sqlite_schema set sql = replace(sql,
    'check (answer_headers is null or json_valid(answer_headers))', 'check (json_valid(answer_headers))')
where type = 'table' and name = 'idempotency_keys';

pragma writable_schema = reset;
