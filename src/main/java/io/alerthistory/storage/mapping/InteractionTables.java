package io.alerthistory.storage.mapping;

import java.util.ArrayList;
import java.util.List;

import io.alerthistory.interaction.Interaction;
import io.alerthistory.interaction.InteractionKind;

/** Which table and which counter belong to a kind of interaction. An append finds the seq itself. */
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

    /** The same for interactions that have their seq already. */
    public static <T extends Interaction> Table<T> numbered(InteractionKind kind) {
        Table<T> table = of(kind);
        List<Column<T>> columns = new ArrayList<>(table.columns());
        columns.add(Column.bigint("seq", Interaction::seq));
        return new Table<>(table.name(), List.copyOf(columns), List.of(), table.reader());
    }

    /** The column of alert_sessions that counts them. */
    public static String counter(InteractionKind kind) {
        return switch (kind) {
            case LLM -> "llm_interaction_count";
            case MCP -> "mcp_communication_count";
        };
    }
}
