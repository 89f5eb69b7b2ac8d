package io.alerthistory.bulk;

import io.alerthistory.json.WireName;

/** What a line is a record of. */
enum RecordType implements WireName {
    SESSION,
    STAGE,
    LLM,
    MCP
}
