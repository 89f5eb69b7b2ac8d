package io.alerthistory.history;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import io.alerthistory.json.JsonText;
import io.alerthistory.json.LongText;
import io.alerthistory.session.SessionStatus;

/**
 * A session that has not ended. It shows no chain_id, because Tarsy's dashboard draws another card when it sees one.
 *
 * @param completedAtUs always null
 * @param durationSeconds from its start until now, with a fraction
 */
public record ActiveSession(String sessionId, String agentType, @Nullable String alertType, SessionStatus status,
        @Nullable String author, long startedAtUs, @Nullable Long completedAtUs,
        @Schema(implementation = String.class) @Nullable LongText errorMessage,
        @Nullable JsonText pauseMetadata, double durationSeconds) {
}
