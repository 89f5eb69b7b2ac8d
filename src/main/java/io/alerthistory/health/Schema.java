package io.alerthistory.health;

import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.alerthistory.database.DatabaseKind;

/** The schema that this build requires. Tests compare it with the result of the migrations. */
public final class Schema {

    /** The highest version in db/migration. */
    public static final String VERSION = "19";

    /**
     * The compatibility level that this build requires: the version of the newest migration whose description begins
     * with "breaking", which says that older builds cannot use the schema from there on; 1 when there is none. A build
     * also serves from a newer schema of its own level, so that old and new replicas run side by side while a release
     * is rolled out or back.
     */
    public static final int LEVEL = 1;

    private static final List<String> INDEXES = List.of(
            "ix_alert_daily_alert",
            "ix_alert_daily_unsettled",
            "ix_alert_episodes_lease",
            "ix_alert_episodes_open",
            "ix_alert_episodes_span",
            "ix_alert_episodes_start",
            "ix_alert_notifications_at",
            "ix_alert_notified_alert",
            "ix_alert_rule_daily_name",
            "ix_alert_sessions_agent_type",
            "ix_alert_sessions_agent_type_id",
            "ix_alert_sessions_alert",
            "ix_alert_sessions_alert_type",
            "ix_alert_sessions_alert_type_id",
            "ix_alert_sessions_author_id",
            "ix_alert_sessions_claimed",
            "ix_alert_sessions_completed_at",
            "ix_alert_sessions_duration",
            "ix_alert_sessions_firing",
            "ix_alert_sessions_open",
            "ix_alert_sessions_review",
            "ix_alert_sessions_score",
            "ix_alert_sessions_started_at",
            "ix_alert_sessions_status_id",
            "ix_alert_sessions_status_started_at",
            "ix_alert_sessions_unmigrated",
            "ix_alert_silences_ends_at",
            "ix_alert_starts_start",
            "ix_alert_suppressions_last_seen",
            "ix_alert_suppressions_silence",
            "ix_alert_texts_start",
            "ix_alerts_alertname",
            "ix_alerts_changed_at",
            "ix_alerts_fingerprint",
            "ix_alerts_firing",
            "ix_audit_log_action",
            "ix_audit_log_actor",
            "ix_audit_log_at",
            "ix_audit_log_target",
            "ix_chat_user_messages_chat",
            "ix_events_cancellations",
            "ix_events_created_at",
            "ix_events_fingerprint",
            "ix_events_listed",
            "ix_events_session",
            "ix_idempotency_keys_created_at",
            "ix_idempotency_keys_subject",
            "ix_llm_interactions_session_time",
            "ix_llm_interactions_stage",
            "ix_mcp_interactions_session_time",
            "ix_mcp_interactions_stage",
            "ix_mcp_interactions_tool",
            "ix_stage_executions_chat",
            "ix_stage_executions_chat_message",
            "ix_stage_executions_parent",
            "ix_stage_executions_session",
            "ux_alert_sessions_alert_id",
            "ux_llm_interactions_session_seq",
            "ux_mcp_interactions_session_seq");

    /** Not on SQLite, which searches in a virtual table, and whose identifiers are primary keys. */
    private static final List<String> POSTGRESQL = List.of("ix_alert_sessions_search", "ix_alerts_labels",
            "ix_llm_interactions_id",
            "ix_mcp_interactions_id", "ix_stage_executions_id");

    private Schema() {
    }

    /**
     * Whether this build can serve from a schema.
     *
     * @param version the last migration's; null when there is none
     */
    static boolean serves(@Nullable String version, int level) {
        return version != null && version.matches("[0-9]{1,9}")
                && Integer.parseInt(version) >= Integer.parseInt(VERSION) && level == LEVEL;
    }

    /** All indexes except those of keys. */
    static List<String> indexes(DatabaseKind kind) {
        return kind == DatabaseKind.POSTGRESQL ? Stream.concat(INDEXES.stream(), POSTGRESQL.stream()).sorted().toList()
                : INDEXES;
    }
}
