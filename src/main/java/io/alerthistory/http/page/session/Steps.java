package io.alerthistory.http.page.session;

import io.alerthistory.history.LlmOutline;
import io.alerthistory.history.McpOutline;
import io.alerthistory.history.SessionOutline;
import io.alerthistory.history.SessionOutlines;
import io.alerthistory.history.TraceEvent;
import io.alerthistory.http.page.Words;
import io.alerthistory.interaction.LlmInteractionType;
import io.alerthistory.interaction.McpCommunicationType;
import io.alerthistory.session.StageExecution;
import io.alerthistory.session.StageStatus;

/** The words and the names of calls and stages. */
final class Steps {

    /** The stage of a call that belongs to none. */
    static final String NO_STAGE = "unknown";

    /** The stages of which only the calls were read. No identifier is like it. */
    static final String UNLISTED = " ";

    private Steps() {
    }

    static long startUs(TraceEvent event) {
        return event.timestampUs() - Math.max(0, event.durationMs()) * 1_000;
    }

    static boolean succeeded(TraceEvent event) {
        return event.details() instanceof LlmOutline llm ? llm.success() : ((McpOutline) event.details()).success();
    }

    static boolean isModel(TraceEvent event) {
        return event.details() instanceof LlmOutline;
    }

    static String kind(TraceEvent event) {
        return event.details() instanceof McpOutline mcp ? word(mcp.communicationType()) : "Model call";
    }

    /** What was called. */
    static String name(TraceEvent event) {
        if (event.details() instanceof LlmOutline llm) {
            return word(llm.interactionType()) + " by " + llm.modelName();
        }
        McpOutline mcp = (McpOutline) event.details();
        return mcp.toolName().isEmpty() ? "Tools of " + mcp.serverName() : mcp.toolName() + " of " + mcp.serverName();
    }

    static String word(McpCommunicationType type) {
        return type == McpCommunicationType.TOOL_LIST ? "Tool list" : "Tool call";
    }

    static String word(LlmInteractionType type) {
        return switch (type) {
            case INVESTIGATION -> "Investigation";
            case SUMMARIZATION -> "Summary of a result";
            case FINAL_ANALYSIS -> "Final analysis";
            case FORCED_CONCLUSION -> "Forced conclusion";
            case FINAL_ANALYSIS_SUMMARY -> "Summary of the analysis";
        };
    }

    static String word(StageStatus status) {
        return switch (status) {
            case PENDING -> "Waiting";
            case ACTIVE -> "Running";
            case PAUSED -> "Paused";
            case COMPLETED -> "Completed";
            case FAILED -> "Failed";
            case CANCELLED -> "Cancelled";
            case TIMED_OUT -> "Timed out";
            case PARTIAL -> "Partly completed";
        };
    }

    /** The name of a stage with its agent. */
    static String title(StageExecution stage) {
        return stage.stageName.equals(stage.agent) ? stage.stageName : stage.stageName + " · " + stage.agent;
    }

    /** Says that there are more stages than were read; empty when there are not. */
    static String unlisted(SessionOutline outline) {
        if (!outline.hasMore()) {
            return "";
        }
        int total = outline.session().session().counters.totalStages;
        int listed = outline.stages().size();
        return total > listed
                ? "The session has " + Words.number(total) + " stages, of which the first " + Words.number(listed)
                        + " are listed."
                : "Only the first " + SessionOutlines.MAX_STAGES + " stages and parallel agents are listed.";
    }

    /** The anchor of a call's step. */
    static String anchor(long seq) {
        return "step-" + seq;
    }

    /** The anchor of a stage's steps. Identifiers may have any characters, and an anchor must not. */
    static String group(String executionId) {
        StringBuilder anchor = new StringBuilder("stage-");
        for (int i = 0; i < executionId.length(); i++) {
            char c = executionId.charAt(i);
            boolean plain = (c < 128 && Character.isLetterOrDigit(c)) || c == '-';
            anchor.append(plain ? String.valueOf(c) : "_" + Integer.toHexString(c) + "_");
        }
        return anchor.toString();
    }
}
