package io.alerthistory.selftest;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.jspecify.annotations.Nullable;

/**
 * The body of a request for a test.
 *
 * @param seconds when it ends at the latest; 10 when absent
 * @param concurrency how many users or statements at a time; 50 when absent
 */
public record SelfTestRequest(@Nullable @Min(1) @Max(60) Integer seconds, @Nullable @Min(1) @Max(1000) Integer concurrency) {

    /** What is tested without a body. */
    public static final SelfTestRequest DEFAULT = new SelfTestRequest(null, null);

    int secondsOrDefault() {
        return seconds == null ? 10 : seconds;
    }

    int concurrencyOrDefault() {
        return concurrency == null ? 50 : concurrency;
    }
}
