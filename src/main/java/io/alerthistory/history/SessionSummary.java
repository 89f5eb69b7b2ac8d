package io.alerthistory.history;

import org.jspecify.annotations.Nullable;

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
     * The figures that follow from those of a session's row.
     *
     * @param failed whether it has an error message
     * @param durationUs microseconds; null while the session runs
     * @param inputTokens null when unknown
     */
    public static SessionSummary of(int llmInteractions, int mcpCommunications, boolean failed, @Nullable Long durationUs,
            @Nullable Long inputTokens, @Nullable Long outputTokens, @Nullable Long totalTokens, ChainStatistics chain) {
        return new SessionSummary(llmInteractions + mcpCommunications, llmInteractions, mcpCommunications, 0,
                failed ? 1 : 0, durationUs == null ? 0 : durationUs / 1000, orZero(inputTokens), orZero(outputTokens),
                orZero(totalTokens), chain);
    }

    private static long orZero(@Nullable Long sum) {
        return sum == null ? 0 : sum;
    }

    /**
     * The figures of its stages.
     *
     * @param totalStages those at the top level that are no chat answer
     * @param stagesByAgent an object: how many stages each agent worked on, parallel children included
     */
    public record ChainStatistics(int totalStages, int completedStages, int failedStages, JsonText stagesByAgent) {
    }
}
