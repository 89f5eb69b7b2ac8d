package io.alerthistory.audit;

import io.alerthistory.json.JsonName;

/** What became of an action. The names are stored. */
public enum AuditOutcome implements JsonName {

    /** It was done, or has begun and goes on by itself. */
    OK,
    /** It is about to begin; another entry tells how it ended. */
    BEGUN,
    /** It was refused: nothing was changed. */
    REFUSED,
    /** It failed. */
    FAILED
}
