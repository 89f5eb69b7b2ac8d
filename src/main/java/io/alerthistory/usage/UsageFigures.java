package io.alerthistory.usage;

import org.jspecify.annotations.Nullable;

/**
 * What a group used.
 *
 * @param key null for sessions without an alert type
 * @param sessions those with a call to a model; a session that used several models counts for each
 * @param inputTokens null when no call reports them, as the next two
 * @param costNanoUsd billionths of a US dollar; null when no call has a known cost
 * @param unpricedCalls the calls of unknown cost
 */
public record UsageFigures(@Nullable String key, long sessions, long calls, @Nullable Long inputTokens,
        @Nullable Long outputTokens, @Nullable Long totalTokens, @Nullable Long costNanoUsd, long unpricedCalls) {
}
