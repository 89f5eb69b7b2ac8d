package io.alerthistory.history;

import io.alerthistory.interaction.Tokens;

/**
 * A stage whose interactions and executions are read later.
 *
 * @param executions how many it has
 * @param executionTokens those of all executions
 */
public record OutlinedStage(StoredStage stage, TimelineFigures llm, TimelineFigures mcp, int executions,
        Tokens executionTokens) {
}
