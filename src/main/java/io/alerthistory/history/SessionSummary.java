package io.alerthistory.history;

import io.alerthistory.json.JsonText;

/**
 * The figures of a session, as in its list entry and its details.
 *
 * @param systemEvents always 0: none are recorded
 * @param errorsCount 1 when the session has an error message, else 0
 * @param totalDurationMs milliseconds; 0 while the session runs
 * @param sessionInputTokens 0 when unknown
 */
public record SessionSummary(int totalInteractions, int llmInteractions, int mcpCommunications, int systemEvents,
        int errorsCount, long totalDurationMs, long sessionInputTokens, long sessionOutputTokens, long sessionTotalTokens,
        ChainStatistics chainStatistics) {

    /**
     * The figures of its stages.
     *
     * @param totalStages those at the top level that are no chat answer
     * @param stagesByAgent an object: how many stages each agent worked on, parallel children included
     */
    public record ChainStatistics(int totalStages, int completedStages, int failedStages, JsonText stagesByAgent) {
    }
}
