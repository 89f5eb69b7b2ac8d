package io.alerthistory.history;

import java.util.List;

import io.alerthistory.interaction.LlmInteraction;
import io.alerthistory.interaction.McpInteraction;
import io.alerthistory.session.AlertSession;

/** A session with everything that belongs to it, read at one moment; the interactions in the order of time. */
public record StoredSession(AlertSession session, List<StoredStage> stages, List<LlmInteraction> llmInteractions,
        List<McpInteraction> mcpInteractions) {

    /** A session that was made this moment has nothing yet. */
    static StoredSession fresh(AlertSession session) {
        return new StoredSession(session, List.of(), List.of(), List.of());
    }
}
