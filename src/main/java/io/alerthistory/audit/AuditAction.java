package io.alerthistory.audit;

import java.util.Arrays;
import java.util.Optional;

import io.alerthistory.json.JsonName;

/** What the audit log tells of. The names are stored: one that has been released stays. */
public enum AuditAction implements JsonName {

    /** An alert was submitted for investigation; the target is its session. */
    ALERT_SUBMIT,
    /** Alerts were acknowledged. */
    ALERT_ACKNOWLEDGE,
    /** The acknowledgement of an alert was taken back. */
    ALERT_UNACKNOWLEDGE,
    /** Rows of the log were pruned; the details are those of the checkpoint. */
    AUDIT_PRUNE,
    /** The response of a chat was cancelled, or its cancellation requested. */
    CHAT_CANCEL,
    /** The chat of a session was opened. */
    CHAT_OPEN,
    /** A message was sent to a chat. */
    CHAT_MESSAGE,
    /** A backup was requested. */
    DATABASE_BACKUP,
    /** Migrations were to be run. */
    DATABASE_MIGRATE,
    /** Migrations were rehearsed. */
    DATABASE_REHEARSE,
    /** The database was restored from a backup; the details tell the head of the log that it replaced. */
    DATABASE_RESTORE,
    /** Migrations were to be undone. */
    DATABASE_ROLLBACK,
    /** A self test of the database was requested. */
    DATABASE_TEST,
    /** Sessions were erased or redacted. */
    HISTORY_ERASE,
    /** Sessions were exported. */
    HISTORY_EXPORT,
    /** An access key was made. */
    KEY_CREATE,
    /** An access key was revoked. */
    KEY_REVOKE,
    /** An access key was given a second secret. */
    KEY_ROTATE,
    /** The service started; the details have a digest of its configuration. */
    SERVICE_START,
    /** A session was cancelled, or its cancellation requested. */
    SESSION_CANCEL,
    /** A session was put on hold. */
    SESSION_HOLD,
    /** A session was read whole, or one of its interactions; only with AUDIT_READS. */
    SESSION_READ,
    /** A session is no longer on hold. */
    SESSION_RELEASE,
    /** A paused session was given back to its worker. */
    SESSION_RESUME,
    /** A session was reviewed. */
    SESSION_REVIEW,
    /** Sign-ins of an address were refused within a minute. */
    SIGN_IN_REFUSED,
    /** A paused agent was cancelled. */
    STAGE_CANCEL;

    /** Returns the action of a name; empty when there is none. */
    public static Optional<AuditAction> named(String name) {
        return Arrays.stream(values()).filter(action -> action.jsonName().equals(name)).findFirst();
    }
}
