package io.alerthistory.history;

import java.util.List;
import java.util.Map;

import io.alerthistory.interaction.LlmInteraction;
import io.alerthistory.interaction.McpInteraction;
import io.alerthistory.json.StoredText;
import io.alerthistory.session.AlertSession;

/**
 * A session with what belongs to it, read at one moment.
 *
 * @param session its long texts are null
 * @param large where these stand, by the name of their column
 * @param whole whether all stages and interactions were read; else only the first stages
 * @param llmInteractions in the order of time
 * @param mcpInteractions in the order of time
 * @param firstStages the first page of those at the top level, when not all were read
 */
public record StoredSession(AlertSession session, Map<String, StoredText> large, List<StoredStage> stages, boolean whole,
        List<LlmInteraction> llmInteractions, List<McpInteraction> mcpInteractions, List<OutlinedStage> firstStages) {

    /** A session that is read while its response is written. */
    public static StoredSession outlined(StoredSession session, List<OutlinedStage> firstStages) {
        return new StoredSession(session.session(), session.large(), List.of(), false, List.of(), List.of(), firstStages);
    }

    /** A session of which nothing but its own row was read, or that was made this moment and has nothing yet. */
    public static StoredSession alone(AlertSession session, Map<String, StoredText> large) {
        return new StoredSession(session, large, List.of(), true, List.of(), List.of(), List.of());
    }
}
