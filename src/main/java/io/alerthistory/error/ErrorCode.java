package io.alerthistory.error;

import org.jspecify.annotations.Nullable;

/** The only table of errors: code, HTTP status, title. A code is stable; clients may switch on it (see docs/errors.md). */
public enum ErrorCode {
    INVALID_JSON("invalid_json", 400, "The body is not valid JSON"),
    INVALID_COMBINATION("invalid_combination", 400, "The parameters contradict each other"),
    INVALID_CURSOR("invalid_cursor", 400, "The cursor is not one that this service wrote"),
    BAD_REQUEST("bad_request", 400, "The request is malformed"),
    INVALID_ALERTS("invalid_alerts", 400, "Some of the alerts are invalid"),
    INVALID_STATE("invalid_state", 400, "The state does not allow this"),
    UNAUTHENTICATED("unauthenticated", 401, "The request needs a valid credential"),
    FORBIDDEN("forbidden", 403, "This is not allowed"),
    NOT_FOUND("not_found", 404, "There is no such resource"),
    ALERT_NOT_FOUND("alert_not_found", 404, "There is no such alert"),
    BACKUP_NOT_FOUND("backup_not_found", 404, "There is no such backup"),
    KEY_NOT_FOUND("key_not_found", 404, "There is no such access key"),
    SESSION_NOT_FOUND("session_not_found", 404, "There is no such session"),
    STAGE_NOT_FOUND("stage_not_found", 404, "There is no such stage"),
    INTERACTION_NOT_FOUND("interaction_not_found", 404, "There is no such interaction"),
    CHAT_NOT_FOUND("chat_not_found", 404, "There is no such chat"),
    METHOD_NOT_ALLOWED("method_not_allowed", 405, "The method is not allowed here"),
    NOT_ACCEPTABLE("not_acceptable", 406, "The response is not available in an accepted media type"),
    REQUEST_TIMEOUT("request_timeout", 408, "The body did not arrive in time"),
    CONFLICT("conflict", 409, "The content differs from what is stored"),
    ALERT_NOT_FIRING("alert_not_firing", 409, "The alert does not fire"),
    AMBIGUOUS_ALERT("ambiguous_alert", 409, "Several sources have the alert"),
    BACKUP_RUNNING("backup_running", 409, "A backup is running"),
    SELF_TEST_RUNNING("self_test_running", 409, "A self-test is running"),
    FORBIDDEN_TRANSITION("forbidden_transition", 409, "The state does not allow this change"),
    MIGRATION_REFUSED("migration_refused", 409, "The schema cannot be changed now"),
    TOO_MANY_SCORES("too_many_scores", 409, "The session has as many scores as it may have"),
    IDEMPOTENCY_KEY_IN_USE("idempotency_key_in_use", 409, "The first request with the idempotency key is still running"),
    PRECONDITION_FAILED("precondition_failed", 412, "The stored version is a different one"),
    TOO_LARGE("too_large", 413, "The content is too large"),
    URI_TOO_LONG("uri_too_long", 414, "The address is too long"),
    UNSUPPORTED_MEDIA_TYPE("unsupported_media_type", 415, "The media type is not supported"),
    UNSUPPORTED_ENCODING("unsupported_encoding", 415, "The encoding of the body is not supported"),
    INVALID_FIELD("invalid_field", 422, "A field is invalid"),
    INVALID_PARAMETER("invalid_parameter", 422, "A parameter is invalid"),
    IDEMPOTENCY_KEY_REUSED("idempotency_key_reused", 422, "The idempotency key belongs to another request"),
    UNKNOWN_STAGE("unknown_stage", 422, "The stage does not belong to the session"),
    UNKNOWN_TYPE("unknown_type", 422, "There is no such type of record"),
    UNKNOWN_SESSION("unknown_session", 422, "The session is not in the history"),
    BACKUP_UNSUPPORTED("backup_unsupported", 422, "This database cannot be backed up"),
    QUEUE_FULL("queue_full", 429, "The queue is full"),
    TOO_MANY_SIGN_INS("too_many_sign_ins", 429, "Too many failed sign-ins"),
    HEADERS_TOO_LARGE("headers_too_large", 431, "The headers are too large"),
    INTERNAL("internal", 500, "The service failed"),
    DATABASE_UNAVAILABLE("database_unavailable", 503, "The database is not available"),
    SIGN_IN_UNAVAILABLE("sign_in_unavailable", 503, "The sign-in provider is not available"),
    OVERLOADED("overloaded", 503, "Too many requests are being served"),
    STARTING("starting", 503, "The service is starting"),
    HISTORY_DISABLED("history_disabled", 503, "The history is disabled"),
    INSUFFICIENT_STORAGE("insufficient_storage", 507, "There is not enough disk space");

    private final String code;
    private final int status;
    private final String title;

    ErrorCode(String code, int status, String title) {
        this.code = code;
        this.status = status;
        this.title = title;
    }

    public String code() {
        return code;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** The problem's {@code type} (RFC 9457, 3.1.1): stable, not meant to be fetched. */
    public String type() {
        return "urn:alert-history:problem:" + code;
    }

    /** The number of seconds after which a client may retry, when the reason is temporary; null otherwise. */
    @Nullable
    public Integer retryAfterSeconds() {
        return switch (this) {
            case DATABASE_UNAVAILABLE, SIGN_IN_UNAVAILABLE, STARTING -> 5;
            case QUEUE_FULL -> 30;
            case TOO_MANY_SIGN_INS -> 60;
            case IDEMPOTENCY_KEY_IN_USE -> 1;
            case OVERLOADED -> 2;
            default -> null;
        };
    }

    public static ErrorCode ofStatus(int status) {
        return switch (status) {
            case 401 -> UNAUTHENTICATED;
            case 403 -> FORBIDDEN;
            case 404 -> NOT_FOUND;
            case 405 -> METHOD_NOT_ALLOWED;
            case 406 -> NOT_ACCEPTABLE;
            case 408 -> REQUEST_TIMEOUT;
            case 413 -> TOO_LARGE;
            case 414 -> URI_TOO_LONG;
            case 415 -> UNSUPPORTED_MEDIA_TYPE;
            case 431 -> HEADERS_TOO_LARGE;
            case 503 -> DATABASE_UNAVAILABLE;
            default -> status >= 400 && status < 500 ? BAD_REQUEST : INTERNAL;
        };
    }
}
