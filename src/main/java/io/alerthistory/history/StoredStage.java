package io.alerthistory.history;

import org.jspecify.annotations.Nullable;

import io.alerthistory.session.StageExecution;

/**
 * A stage and what it answers.
 *
 * @param chatUserMessage null when it is no chat answer
 */
public record StoredStage(StageExecution stage, @Nullable ChatUserMessage chatUserMessage) {
}
