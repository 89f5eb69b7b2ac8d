package io.alerthistory.history;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.alerthistory.json.StoredText;
import io.alerthistory.session.StageExecution;

/**
 * A stage and the chat message that it responds to.
 *
 * @param stage its long texts are null
 * @param large where these stand, by the name of their column
 * @param output what is shown of its output by itself
 * @param chatUserMessage null when it is no chat answer
 */
public record StoredStage(StageExecution stage, Map<String, StoredText> large, StageOutput output,
        @Nullable ChatUserMessage chatUserMessage) {

    /** A stage that was written this moment. */
    static StoredStage alone(StageExecution stage) {
        return new StoredStage(stage, Map.of(), StageOutput.of(stage.stageOutput), null);
    }
}
