package io.alerthistory.storage.mapping;

import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.alerthistory.chat.Chat;
import io.alerthistory.chat.ChatMessage;
import io.alerthistory.interaction.LlmInteraction;
import io.alerthistory.interaction.LlmInteractionType;
import io.alerthistory.interaction.McpCommunicationType;
import io.alerthistory.interaction.McpInteraction;
import io.alerthistory.json.JsonName;
import io.alerthistory.session.AlertSession;
import io.alerthistory.session.ParallelType;
import io.alerthistory.session.SessionStatus;
import io.alerthistory.session.StageExecution;
import io.alerthistory.session.StageStatus;
import io.alerthistory.session.SuccessPolicy;

/**
 * The mapping of every table. Written out rather than reflected: it is checked by the compiler and needs nothing in a native
 * image.
 */
public final class Tables {

    private static final Table<AlertSession> ALL_OF_SESSIONS = new Table<>("alert_sessions", List.of(
            Column.text("session_id", session -> session.sessionId),
            Column.text("alert_id", session -> session.alertId),
            Column.text("agent_type", session -> session.agentType),
            Column.text("alert_type", session -> session.alertType),
            Column.name("status", session -> session.status),
            Column.text("author", session -> session.author),
            Column.text("runbook_url", session -> session.runbookUrl),
            Column.bigint("started_at_us", session -> session.startedAtUs),
            Column.bigint("completed_at_us", session -> session.completedAtUs),
            Column.text("error_message", session -> session.errorMessage),
            Column.json("alert_data", session -> session.alertData),
            Column.text("final_analysis", session -> session.finalAnalysis),
            Column.text("final_analysis_summary", session -> session.finalAnalysisSummary),
            Column.text("executive_summary_error", session -> session.executiveSummaryError),
            Column.json("session_metadata", session -> session.sessionMetadata),
            Column.json("pause_metadata", session -> session.pauseMetadata),
            Column.text("chain_id", session -> session.chainId),
            Column.json("chain_definition", session -> session.chainDefinition),
            Column.bigint("current_stage_index", session -> session.currentStageIndex),
            Column.text("current_stage_id", session -> session.currentStageId),
            Column.json("mcp_selection", session -> session.mcpSelection),
            Column.text("slack_message_fingerprint", session -> session.slackMessageFingerprint),
            Column.text("pod_id", session -> session.podId),
            Column.bigint("last_interaction_at", session -> session.lastInteractionAt),
            Column.bigint("llm_interaction_count", session -> session.llmInteractionCount),
            Column.bigint("mcp_communication_count", session -> session.mcpCommunicationCount),
            Column.bigint("session_input_tokens", session -> session.sessionInputTokens),
            Column.bigint("session_output_tokens", session -> session.sessionOutputTokens),
            Column.bigint("session_total_tokens", session -> session.sessionTotalTokens),
            Column.bigint("total_stages", session -> session.totalStages),
            Column.bigint("completed_stages", session -> session.completedStages),
            Column.bigint("failed_stages", session -> session.failedStages),
            Column.flag("has_parallel_stages", session -> session.hasParallelStages),
            Column.json("stages_by_agent", session -> session.stagesByAgent),
            Column.bigint("claimed_at_us", session -> session.claimedAtUs),
            Column.flag("supervised", session -> session.supervised),
            Column.bigint("cancel_requested_at_us", session -> session.cancelRequestedAtUs),
            Column.bigint("chat_message_count", session -> session.chatMessageCount),
            Column.bigint("last_seq", session -> session.lastSeq),
            Column.text("content_digest", session -> session.contentDigest),
            Column.utf8("search_document", session -> session.searchDocument),
            Column.bigint("version", session -> session.version)), List.of(), Tables::session);

    /** A session as it is shown. */
    public static final Table<AlertSession> SESSIONS = ALL_OF_SESSIONS.without(Set.of("search_document"), Tables::session);

    /** A session as it is changed: without its alert, which stays as it is, and without its {@link ChangingTexts}. */
    public static final Table<AlertSession> CHANGING_SESSIONS = ALL_OF_SESSIONS.without(Set.of("search_document", "alert_data",
            "runbook_url", "error_message", "final_analysis", "final_analysis_summary", "executive_summary_error",
            "session_metadata", "pause_metadata", "chain_definition", "mcp_selection"), Tables::changingSession);

    /** What a session has when it is created; the rest of its columns have their defaults. */
    public static final Table<AlertSession> NEW_SESSIONS = ALL_OF_SESSIONS
            .only(Set.of("session_id", "alert_id", "agent_type", "alert_type",
                    "status", "author", "runbook_url", "started_at_us", "completed_at_us", "error_message", "alert_data",
                    "final_analysis",
                    "final_analysis_summary", "session_metadata", "chain_id", "chain_definition", "mcp_selection",
                    "slack_message_fingerprint", "cancel_requested_at_us", "content_digest", "search_document"));

    /** What appends must know of a session, and what they change of it; all else stays empty. */
    public static final Table<AlertSession> SESSION_HEADS = new Table<>("alert_sessions", List.of(
            Column.text("session_id", session -> session.sessionId),
            Column.bigint("last_interaction_at", session -> session.lastInteractionAt),
            Column.bigint("llm_interaction_count", session -> session.llmInteractionCount),
            Column.bigint("mcp_communication_count", session -> session.mcpCommunicationCount),
            Column.bigint("session_input_tokens", session -> session.sessionInputTokens),
            Column.bigint("session_output_tokens", session -> session.sessionOutputTokens),
            Column.bigint("session_total_tokens", session -> session.sessionTotalTokens),
            Column.bigint("total_stages", session -> session.totalStages),
            Column.bigint("completed_stages", session -> session.completedStages),
            Column.bigint("failed_stages", session -> session.failedStages),
            Column.flag("has_parallel_stages", session -> session.hasParallelStages),
            Column.json("stages_by_agent", session -> session.stagesByAgent),
            Column.bigint("last_seq", session -> session.lastSeq),
            Column.bigint("version", session -> session.version)),
            List.of("alert_id", "status", "completed_at_us", "content_digest"), Tables::sessionHead);

    /** What is needed of a stage to tell a repeat and to find its place; all else stays empty. */
    public static final Table<StageExecution> STAGE_HEADS = new Table<>("stage_executions",
            List.of(Column.text("execution_id", stage -> stage.executionId)),
            List.of("session_id", "chat_id", "parent_stage_execution_id", "content_digest"), Tables::stageHead);

    public static final Table<StageExecution> STAGES = new Table<>("stage_executions", List.of(
            Column.text("execution_id", stage -> stage.executionId),
            Column.text("session_id", stage -> stage.sessionId),
            Column.text("stage_id", stage -> stage.stageId),
            Column.bigint("stage_index", stage -> stage.stageIndex),
            Column.text("stage_name", stage -> stage.stageName),
            Column.text("agent", stage -> stage.agent),
            Column.text("iteration_strategy", stage -> stage.iterationStrategy),
            Column.name("status", stage -> stage.status),
            Column.bigint("started_at_us", stage -> stage.startedAtUs),
            Column.bigint("paused_at_us", stage -> stage.pausedAtUs),
            Column.bigint("completed_at_us", stage -> stage.completedAtUs),
            Column.json("stage_output", stage -> stage.stageOutput),
            Column.text("error_message", stage -> stage.errorMessage),
            Column.bigint("current_iteration", stage -> stage.currentIteration),
            Column.text("chat_id", stage -> stage.chatId),
            Column.text("chat_user_message_id", stage -> stage.chatUserMessageId),
            Column.text("parent_stage_execution_id", stage -> stage.parentStageExecutionId),
            Column.bigint("parallel_index", stage -> stage.parallelIndex),
            Column.name("parallel_type", stage -> stage.parallelType),
            Column.bigint("expected_parallel_count", stage -> stage.expectedParallelCount),
            Column.name("success_policy", stage -> stage.successPolicy),
            Column.text("content_digest", stage -> stage.contentDigest),
            Column.bigint("version", stage -> stage.version)), List.of(), Tables::stage);

    /** A stage as it is changed: without its {@link ChangingTexts}. */
    public static final Table<StageExecution> CHANGING_STAGES = STAGES.without(Set.of("stage_output", "error_message"),
            Tables::changingStage);

    public static final Table<LlmInteraction> LLM_INTERACTIONS = new Table<>("llm_interactions", List.of(
            Column.text("interaction_id", llm -> llm.interactionId()),
            Column.text("session_id", llm -> llm.sessionId()),
            Column.text("stage_execution_id", llm -> llm.stageExecutionId()),
            Column.bigint("timestamp_us", llm -> llm.timestampUs()),
            Column.bigint("duration_ms", llm -> llm.durationMs()),
            Column.flag("success", llm -> llm.success()),
            Column.text("error_message", llm -> llm.errorMessage()),
            Column.text("model_name", llm -> llm.modelName()),
            Column.text("provider", llm -> llm.provider()),
            Column.decimal("temperature", llm -> llm.temperature()),
            Column.json("conversation", llm -> llm.conversation()),
            Column.bigint("input_tokens", llm -> llm.inputTokens()),
            Column.bigint("output_tokens", llm -> llm.outputTokens()),
            Column.bigint("total_tokens", llm -> llm.totalTokens()),
            Column.json("response_metadata", llm -> llm.responseMetadata()),
            Column.json("native_tools_config", llm -> llm.nativeToolsConfig()),
            Column.name("interaction_type", llm -> llm.interactionType()),
            Column.text("mcp_event_id", llm -> llm.mcpEventId()),
            Column.text("thinking_content", llm -> llm.thinkingContent()),
            Column.flag("truncated", llm -> llm.truncated())), List.of("seq"), Tables::llm);

    public static final Table<McpInteraction> MCP_INTERACTIONS = new Table<>("mcp_interactions", List.of(
            Column.text("communication_id", mcp -> mcp.communicationId()),
            Column.text("session_id", mcp -> mcp.sessionId()),
            Column.text("stage_execution_id", mcp -> mcp.stageExecutionId()),
            Column.text("request_id", mcp -> mcp.requestId()),
            Column.bigint("timestamp_us", mcp -> mcp.timestampUs()),
            Column.bigint("duration_ms", mcp -> mcp.durationMs()),
            Column.flag("success", mcp -> mcp.success()),
            Column.text("error_message", mcp -> mcp.errorMessage()),
            Column.text("step_description", mcp -> mcp.stepDescription()),
            Column.text("server_name", mcp -> mcp.serverName()),
            Column.name("communication_type", mcp -> mcp.communicationType()),
            Column.text("tool_name", mcp -> mcp.toolName()),
            Column.json("tool_arguments", mcp -> mcp.toolArguments()),
            Column.json("tool_result", mcp -> mcp.toolResult()),
            Column.json("available_tools", mcp -> mcp.availableTools()),
            Column.flag("truncated", mcp -> mcp.truncated())), List.of("seq"), Tables::mcp);

    public static final Table<Chat> CHATS = new Table<>("chats", List.of(
            Column.text("chat_id", chat -> chat.chatId()),
            Column.text("session_id", chat -> chat.sessionId()),
            Column.bigint("created_at_us", chat -> chat.createdAtUs()),
            Column.text("created_by", chat -> chat.createdBy())), List.of("chat_message_count"), Tables::chat);

    public static final Table<ChatMessage> CHAT_MESSAGES = new Table<>("chat_user_messages", List.of(
            Column.text("message_id", message -> message.messageId()),
            Column.text("chat_id", message -> message.chatId()),
            Column.text("content", message -> message.content()),
            Column.text("author", message -> message.author()),
            Column.bigint("created_at_us", message -> message.createdAtUs())), List.of("stage_execution_id"),
            Tables::chatMessage);

    private Tables() {
    }

    private static AlertSession session(RowReader row) {
        AlertSession session = changingSession(row);
        session.alertData = row.json("alert_data");
        session.runbookUrl = row.textOrNull("runbook_url");
        session.errorMessage = row.textOrNull("error_message");
        session.finalAnalysis = row.textOrNull("final_analysis");
        session.finalAnalysisSummary = row.textOrNull("final_analysis_summary");
        session.executiveSummaryError = row.textOrNull("executive_summary_error");
        session.sessionMetadata = row.jsonOrNull("session_metadata");
        session.pauseMetadata = row.jsonOrNull("pause_metadata");
        session.chainDefinition = row.jsonOrNull("chain_definition");
        session.mcpSelection = row.jsonOrNull("mcp_selection");
        return session;
    }

    private static AlertSession changingSession(RowReader row) {
        AlertSession session = sessionHead(row);
        session.agentType = row.text("agent_type");
        session.alertType = row.textOrNull("alert_type");
        session.author = row.textOrNull("author");
        session.startedAtUs = row.number("started_at_us");
        session.chainId = row.text("chain_id");
        session.currentStageIndex = row.integerOrNull("current_stage_index");
        session.currentStageId = row.textOrNull("current_stage_id");
        session.slackMessageFingerprint = row.textOrNull("slack_message_fingerprint");
        session.podId = row.textOrNull("pod_id");
        session.claimedAtUs = row.longOrNull("claimed_at_us");
        session.supervised = row.flag("supervised");
        session.cancelRequestedAtUs = row.longOrNull("cancel_requested_at_us");
        session.chatMessageCount = row.integer("chat_message_count");
        return session;
    }

    private static AlertSession sessionHead(RowReader row) {
        AlertSession session = new AlertSession();
        session.sessionId = row.text("session_id");
        session.alertId = row.textOrNull("alert_id");
        session.status = JsonName.stored(SessionStatus.class, row.text("status"));
        session.completedAtUs = row.longOrNull("completed_at_us");
        session.lastInteractionAt = row.longOrNull("last_interaction_at");
        session.llmInteractionCount = row.integer("llm_interaction_count");
        session.mcpCommunicationCount = row.integer("mcp_communication_count");
        session.sessionInputTokens = row.longOrNull("session_input_tokens");
        session.sessionOutputTokens = row.longOrNull("session_output_tokens");
        session.sessionTotalTokens = row.longOrNull("session_total_tokens");
        session.totalStages = row.integer("total_stages");
        session.completedStages = row.integer("completed_stages");
        session.failedStages = row.integer("failed_stages");
        session.hasParallelStages = row.flag("has_parallel_stages");
        session.stagesByAgent = row.json("stages_by_agent");
        session.lastSeq = row.number("last_seq");
        session.contentDigest = row.text("content_digest");
        session.version = row.number("version");
        return session;
    }

    private static StageExecution stage(RowReader row) {
        StageExecution stage = changingStage(row);
        stage.stageOutput = row.jsonOrNull("stage_output");
        stage.errorMessage = row.textOrNull("error_message");
        return stage;
    }

    private static StageExecution changingStage(RowReader row) {
        StageExecution stage = stageHead(row);
        stage.stageId = row.text("stage_id");
        stage.stageIndex = row.integer("stage_index");
        stage.stageName = row.text("stage_name");
        stage.agent = row.text("agent");
        stage.iterationStrategy = row.textOrNull("iteration_strategy");
        stage.status = JsonName.stored(StageStatus.class, row.text("status"));
        stage.startedAtUs = row.longOrNull("started_at_us");
        stage.pausedAtUs = row.longOrNull("paused_at_us");
        stage.completedAtUs = row.longOrNull("completed_at_us");
        stage.currentIteration = row.integerOrNull("current_iteration");
        stage.chatUserMessageId = row.textOrNull("chat_user_message_id");
        stage.parallelIndex = row.integer("parallel_index");
        stage.parallelType = JsonName.stored(ParallelType.class, row.text("parallel_type"));
        stage.expectedParallelCount = row.integerOrNull("expected_parallel_count");
        stage.successPolicy = nameOrNull(SuccessPolicy.class, row.textOrNull("success_policy"));
        stage.version = row.number("version");
        return stage;
    }

    private static StageExecution stageHead(RowReader row) {
        StageExecution stage = new StageExecution();
        stage.executionId = row.text("execution_id");
        stage.sessionId = row.text("session_id");
        stage.chatId = row.textOrNull("chat_id");
        stage.parentStageExecutionId = row.textOrNull("parent_stage_execution_id");
        stage.contentDigest = row.text("content_digest");
        return stage;
    }

    private static LlmInteraction llm(RowReader row) {
        return new LlmInteraction(row.text("interaction_id"),
                row.text("session_id"),
                row.textOrNull("stage_execution_id"),
                row.number("timestamp_us"),
                row.number("duration_ms"),
                row.flag("success"),
                row.textOrNull("error_message"),
                row.text("model_name"),
                row.textOrNull("provider"),
                row.doubleOrNull("temperature"),
                row.jsonOrNull("conversation"),
                row.longOrNull("input_tokens"),
                row.longOrNull("output_tokens"),
                row.longOrNull("total_tokens"),
                row.jsonOrNull("response_metadata"),
                row.jsonOrNull("native_tools_config"),
                JsonName.stored(LlmInteractionType.class, row.text("interaction_type")),
                row.textOrNull("mcp_event_id"),
                row.textOrNull("thinking_content"),
                row.flag("truncated"),
                row.number("seq"));
    }

    private static McpInteraction mcp(RowReader row) {
        return new McpInteraction(row.text("communication_id"),
                row.text("session_id"),
                row.textOrNull("stage_execution_id"),
                row.textOrNull("request_id"),
                row.number("timestamp_us"),
                row.number("duration_ms"),
                row.flag("success"),
                row.textOrNull("error_message"),
                row.textOrNull("step_description"),
                row.text("server_name"),
                JsonName.stored(McpCommunicationType.class, row.text("communication_type")),
                row.textOrNull("tool_name"),
                row.jsonOrNull("tool_arguments"),
                row.jsonOrNull("tool_result"),
                row.jsonOrNull("available_tools"),
                row.flag("truncated"),
                row.number("seq"));
    }

    /** The number of messages stands on the session. */
    private static Chat chat(RowReader row) {
        return new Chat(row.text("chat_id"),
                row.text("session_id"),
                row.number("created_at_us"),
                Objects.requireNonNullElse(row.textOrNull("created_by"), Chat.NOBODY),
                row.number("chat_message_count"));
    }

    private static ChatMessage chatMessage(RowReader row) {
        return new ChatMessage(row.text("message_id"),
                row.text("chat_id"),
                row.text("content"),
                row.text("author"),
                row.number("created_at_us"),
                row.textOrNull("stage_execution_id"));
    }

    private static <E extends Enum<E> & JsonName> @Nullable E nameOrNull(Class<E> type, @Nullable String stored) {
        return stored == null ? null : JsonName.stored(type, stored);
    }
}
