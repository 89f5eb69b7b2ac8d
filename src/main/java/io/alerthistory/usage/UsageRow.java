package io.alerthistory.usage;

import java.math.BigDecimal;

import org.jspecify.annotations.Nullable;

/**
 * What a group used.
 *
 * @param key a model, an alert type, an agent type, or a day such as 2026-01-31; null for sessions without an alert type
 * @param sessions those with a call to a model; a session that used several models counts for each
 * @param costUsd of the calls of known cost, by the prices of the moment at which they were recorded; null when none is known
 * @param unpricedCalls the calls of unknown cost, which cost_usd does not have
 */
public record UsageRow(@Nullable String key, long sessions, long calls, @Nullable Long inputTokens,
        @Nullable Long outputTokens, @Nullable Long totalTokens, @Nullable BigDecimal costUsd, long unpricedCalls) {

    private static final int NANO = 9;

    static UsageRow of(@Nullable String key, UsageFigures figures) {
        Long cost = figures.costNanoUsd();
        return new UsageRow(key, figures.sessions(), figures.calls(), figures.inputTokens(), figures.outputTokens(),
                figures.totalTokens(), cost == null ? null : BigDecimal.valueOf(cost, NANO), figures.unpricedCalls());
    }
}
