package io.alerthistory.bulk;

import java.util.List;

import io.alerthistory.interaction.LlmInteraction;
import io.alerthistory.interaction.McpInteraction;
import io.alerthistory.session.AlertSession;
import io.alerthistory.session.SessionHead;
import io.alerthistory.session.StageExecution;

/**
 * What becomes of a batch.
 *
 * @param sessions new ones, in ascending order of session_id
 * @param stages new ones, parents before their children
 * @param llmInteractions new ones, numbered
 * @param mcpInteractions new ones, numbered
 * @param counted sessions, new ones too, whose counters and version are others now
 * @param duplicates how many records were there before, or twice in the batch
 * @param rejected the lines that are not stored, in ascending order
 */
public record BulkPlan(List<AlertSession> sessions, List<StageExecution> stages, List<LlmInteraction> llmInteractions,
        List<McpInteraction> mcpInteractions, List<SessionHead> counted, int duplicates, List<RejectedLine> rejected) {

    /** Decides by what is known; changes nothing but the counters of the sessions that were found. */
    public static BulkPlan of(BulkBatch batch, BulkFindings found) {
        return new BulkDecisions(batch, found).plan();
    }

    /** How many records are new. */
    public int accepted() {
        return sessions.size() + stages.size() + llmInteractions.size() + mcpInteractions.size();
    }
}
