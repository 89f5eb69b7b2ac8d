package io.alerthistory.start;

import java.util.List;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonValue;

import io.alerthistory.json.JsonName;

/**
 * A run of migrations that a request asked for.
 *
 * @param target the version to which; null for the latest
 * @param versions which were run or undone so far, in this order
 * @param attempts how often it was tried; a try fails when a lock is not granted within 2 seconds
 * @param startedUs microseconds since the epoch
 * @param finishedUs null while it runs
 * @param error why it failed; null otherwise
 */
public record MigrationRun(RunAction action, @Nullable String target, RunStatus status, List<String> versions, int attempts,
        long startedUs, @Nullable Long finishedUs, @Nullable String error) {

    /** The direction. */
    public enum RunAction implements JsonName {
        RUN,
        ROLLBACK;

        @JsonValue
        @Override
        public String jsonName() {
            return JsonName.super.jsonName();
        }
    }

    /** How far it is. */
    public enum RunStatus implements JsonName {
        RUNNING,
        DONE,
        FAILED;

        @JsonValue
        @Override
        public String jsonName() {
            return JsonName.super.jsonName();
        }
    }

    static MigrationRun started(RunAction action, @Nullable String target, long nowUs) {
        return new MigrationRun(action, target, RunStatus.RUNNING, List.of(), 0, nowUs, null, null);
    }

    MigrationRun attempt(int number) {
        return new MigrationRun(action, target, status, versions, number, startedUs, finishedUs, error);
    }

    MigrationRun done(List<String> changed, long nowUs) {
        return new MigrationRun(action, target, RunStatus.DONE, List.copyOf(changed), attempts, startedUs, nowUs, null);
    }

    MigrationRun failed(String reason, List<String> changed, long nowUs) {
        return new MigrationRun(action, target, RunStatus.FAILED, List.copyOf(changed), attempts, startedUs, nowUs, reason);
    }
}
