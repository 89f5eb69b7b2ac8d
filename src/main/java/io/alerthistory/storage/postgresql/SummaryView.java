package io.alerthistory.storage.postgresql;

import org.jspecify.annotations.Nullable;

import io.alerthistory.history.SessionSummary;
import io.alerthistory.history.SessionSummary.ChainStatistics;
import io.alerthistory.json.JsonText;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** The figures of a session, which its row has. */
@RegisterForReflection
record SummaryView(int llmInteractions, int mcpCommunications, long startedAtUs, @Nullable Long completedAtUs,
        boolean failed, @Nullable Long inputTokens, @Nullable Long outputTokens, @Nullable Long totalTokens,
        int totalStages, int completedStages, int failedStages, JsonText stagesByAgent) {

    /** Parameter: session_id. */
    static final String HQL = """
            select s.counters.llmInteractionCount, s.counters.mcpCommunicationCount, s.startedAtUs, s.completedAtUs,
                case when column(s.error_message as String) <> '' then true else false end,
                s.counters.sessionInputTokens, s.counters.sessionOutputTokens, s.counters.sessionTotalTokens,
                s.counters.totalStages, s.counters.completedStages, s.counters.failedStages, s.counters.stagesByAgent
            from AlertSession s
            where s.sessionId = ?1""";

    SessionSummary toSummary() {
        return SessionSummary.of(llmInteractions, mcpCommunications, failed,
                completedAtUs == null ? null : completedAtUs - startedAtUs, inputTokens, outputTokens, totalTokens,
                new ChainStatistics(totalStages, completedStages, failedStages, stagesByAgent));
    }
}
