package io.alerthistory.history;

import org.jspecify.annotations.Nullable;

import io.alerthistory.interaction.InteractionKind;

/**
 * The next interactions of a stage, by time.
 *
 * @param stageExecutionId null for those that belong to no stage
 * @param lastSeq those that came later are left out, so that every page is of the same moment
 * @param afterUs the time of the last one that was read, microseconds since the epoch; -1 for the first page
 * @param afterSeq the seq of the last one that was read
 */
public record TimelineQuery(String sessionId, @Nullable String stageExecutionId, InteractionKind kind, long lastSeq,
        long afterUs, long afterSeq) {

    /** Interactions of a page. */
    public static final int MAX_ROWS = 200;

    /**
     * Bytes of a page, which has one interaction at least: of its rows and of their texts, unless these stay in the database. A
     * response holds two pages at a time.
     */
    public static final int MAX_BYTES = 131_072;
}
