package io.alerthistory.selftest;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a test has found.
 *
 * @param test its name
 * @param passed whether every check has passed
 * @param startedAtUs microseconds since the epoch
 * @param durationMs how long it took
 */
public record SelfTestReport(String test, boolean passed, long startedAtUs, long durationMs, List<Check> checks) {

    public SelfTestReport {
        checks = List.copyOf(checks);
    }

    /**
     * One thing that was checked.
     *
     * @param wanted what it takes to pass
     * @param measured what was found
     * @param detail what else is of interest, or what to do when it has not passed; null when there is nothing to say
     */
    public record Check(String name, String wanted, String measured, boolean passed, @Nullable String detail) {
    }
}
