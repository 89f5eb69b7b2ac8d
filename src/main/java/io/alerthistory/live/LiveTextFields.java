package io.alerthistory.live;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.alerthistory.error.FieldError;
import io.alerthistory.error.ProblemException;
import io.alerthistory.json.JsonText;

/**
 * The fields of each type of live text, in the order of the frame. A field that is not sent is null in the frame.
 *
 * @param types that have the field
 * @param required those of them that must have it
 */
record LiveTextFields(String name, Function<LiveText, @Nullable Object> value, Set<LiveTextType> types,
        Set<LiveTextType> required) {

    /** The maximum size of metadata and tool_arguments in bytes. */
    static final int MAX_JSON = 65_536;

    private static final LiveTextType PROGRESS = LiveTextType.PROGRESS;
    private static final LiveTextType CHUNK = LiveTextType.CHUNK;
    private static final LiveTextType TOOL_CALL = LiveTextType.TOOL_CALL;

    private static final List<LiveTextFields> ALL = List.of(
            required("phase", LiveText::phase, PROGRESS),
            optional("metadata", LiveText::metadata, PROGRESS),
            required("chunk", LiveText::chunk, CHUNK),
            required("stream_type", text -> text.streamType() == null ? null : text.streamType().jsonName(), CHUNK),
            required("is_complete", LiveText::isComplete, CHUNK),
            optional("mcp_event_id", LiveText::mcpEventId, CHUNK),
            optional("llm_interaction_id", LiveText::llmInteractionId, CHUNK),
            required("communication_id", LiveText::communicationId, TOOL_CALL),
            required("stage_id", LiveText::stageId, TOOL_CALL),
            required("server_name", LiveText::serverName, TOOL_CALL),
            required("tool_name", LiveText::toolName, TOOL_CALL),
            optional("tool_arguments", LiveText::toolArguments, TOOL_CALL),
            optional("stage_execution_id", LiveText::stageExecutionId, PROGRESS, CHUNK),
            optional("parent_stage_execution_id", LiveText::parentStageExecutionId, PROGRESS, CHUNK),
            optional("parallel_index", LiveText::parallelIndex, PROGRESS, CHUNK),
            optional("agent_name", LiveText::agentName, PROGRESS, CHUNK));

    private static LiveTextFields required(String name, Function<LiveText, @Nullable Object> value, LiveTextType type) {
        return new LiveTextFields(name, value, Set.of(type), Set.of(type));
    }

    private static LiveTextFields optional(String name, Function<LiveText, @Nullable Object> value, LiveTextType first,
            LiveTextType... more) {
        return new LiveTextFields(name, value, EnumSet.of(first, more), Set.of());
    }

    /**
     * Checks that a text has the fields of its type, and no other.
     *
     * @throws ProblemException 422 with every field
     */
    static void check(LiveText text) {
        List<FieldError> errors = new ArrayList<>();
        String type = text.type().jsonName();
        for (LiveTextFields field : ALL) {
            Object value = field.value().apply(text);
            String pointer = "/" + field.name();
            if (value == null && field.required().contains(text.type())) {
                errors.add(FieldError.field(pointer, "must be given for " + type));
            } else if (value != null && !field.types().contains(text.type())) {
                errors.add(FieldError.field(pointer, "is no field of " + type));
            } else if (value instanceof JsonText json && json.length() > MAX_JSON) {
                errors.add(FieldError.field(pointer, "must have at most 65,536 bytes"));
            }
        }
        if (text.type() == CHUNK) {
            checkStream(text, errors);
        }
        if (!errors.isEmpty()) {
            throw ProblemException.invalidFields(errors);
        }
    }

    private static void checkStream(LiveText text, List<FieldError> errors) {
        boolean isSummary = text.streamType() == StreamType.SUMMARIZATION;
        if (isSummary && text.mcpEventId() == null) {
            errors.add(FieldError.field("/mcp_event_id", "must be given for the stream_type summarization"));
        } else if (!isSummary && text.llmInteractionId() == null) {
            errors.add(FieldError.field("/llm_interaction_id", "must be given, unless stream_type is summarization"));
        }
    }

    /** Renders a checked text. */
    static String render(String sessionId, LiveText text, long nowUs) {
        StringBuilder json = Frames.begin(text.type().jsonName(), sessionId);
        ALL.stream().filter(field -> field.types().contains(text.type())).forEach(field -> json.append(",\"")
                .append(field.name()).append("\":").append(json(field.value().apply(text))));
        return json.append(",\"timestamp_us\":").append(nowUs).append('}').toString();
    }

    private static String json(@Nullable Object value) {
        return value instanceof String string ? Frames.quoted(string)
                : value instanceof JsonText json ? json.text() : String.valueOf(value);
    }
}
