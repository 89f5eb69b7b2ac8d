package io.alerthistory.bulk;

import io.alerthistory.json.JsonName;

/** What a line is a record of. */
enum RecordType implements JsonName {
    SESSION,
    STAGE,
    LLM,
    MCP
}
