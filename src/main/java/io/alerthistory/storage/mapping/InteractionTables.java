package io.alerthistory.storage.mapping;

import io.alerthistory.interaction.Interaction;
import io.alerthistory.interaction.InteractionKind;

/** Which table and which counter belong to a kind of interaction. Neither table writes seq like the other columns. */
public final class InteractionTables {

    private InteractionTables() {
    }

    @SuppressWarnings("unchecked") // a kind has one type of interaction
    public static <T extends Interaction> Table<T> of(InteractionKind kind) {
        return (Table<T>) switch (kind) {
            case LLM -> Tables.LLM_INTERACTIONS;
            case MCP -> Tables.MCP_INTERACTIONS;
        };
    }

    /** The column of alert_sessions that counts them. */
    public static String counter(InteractionKind kind) {
        return switch (kind) {
            case LLM -> "llm_interaction_count";
            case MCP -> "mcp_communication_count";
        };
    }
}
