package io.alerthistory.bulk;

import io.alerthistory.json.JsonName;

/** The type of a line's record. */
enum RecordType implements JsonName {
    SESSION,
    STAGE,
    LLM,
    MCP
}
