package io.alerthistory.bulk;

import java.util.List;

import io.alerthistory.interaction.LlmInteraction;
import io.alerthistory.interaction.McpInteraction;
import io.alerthistory.session.AlertSession;
import io.alerthistory.session.SessionHead;
import io.alerthistory.session.StageExecution;

/**
 * The changes that a batch makes.
 *
 * @param sessions new ones, in ascending order of session_id
 * @param stages new ones, parents before their children
 * @param llmInteractions new ones, numbered
 * @param mcpInteractions new ones, numbered
 * @param counted new and stored sessions whose counters and version change
 * @param duplicates the number of records that are stored already, or are repeated in the batch
 * @param rejected the lines that are not stored, in ascending order
 */
public record BulkPlan(List<AlertSession> sessions, List<StageExecution> stages, List<LlmInteraction> llmInteractions,
        List<McpInteraction> mcpInteractions, List<SessionHead> counted, int duplicates, List<RejectedLine> rejected) {

    /** Decides about a batch. Changes nothing but the counters of the found sessions. */
    public static BulkPlan of(BulkBatch batch, BulkFindings found) {
        return new BulkDecisions(batch, found).plan();
    }

    /** The number of new records. */
    public int accepted() {
        return sessions.size() + stages.size() + llmInteractions.size() + mcpInteractions.size();
    }
}
