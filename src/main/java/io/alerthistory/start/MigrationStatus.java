package io.alerthistory.start;

import java.util.List;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonValue;

import io.alerthistory.json.JsonName;
import io.alerthistory.replica.Replica;

/**
 * The migrations of the database, and the last run of them.
 *
 * @param current the version of the schema; null when nothing was migrated
 * @param pending what this build would still run, the oldest first
 * @param applied the oldest first
 * @param run the last one since the start of this process that a request asked for; null when there was none
 * @param replicas which are alive, by their names; null when they could not be read
 */
public record MigrationStatus(@Nullable String current, List<PendingMigration> pending, List<AppliedMigration> applied,
        @Nullable MigrationRun run, @Nullable List<Replica> replicas) {

    /** A migration that was not run yet. */
    public record PendingMigration(String version, String description) {
    }

    /**
     * A migration that was run.
     *
     * @param installedOnUs microseconds since the epoch
     * @param executionMs how long it took
     */
    public record AppliedMigration(String version, String description, long installedOnUs, int executionMs, Checksum checksum,
            Undo undo) {
    }

    /** Whether a migration that was run is the one of this build. */
    public enum Checksum implements JsonName {
        OK,
        /** Its script was changed after it was run. */
        DIFFERS,
        /** Only a newer build has it. */
        NEWER;

        @JsonValue
        @Override
        public String jsonName() {
            return JsonName.super.jsonName();
        }
    }

    /** Whether this build can undo a migration. */
    public enum Undo implements JsonName {
        THERE,
        MISSING;

        @JsonValue
        @Override
        public String jsonName() {
            return JsonName.super.jsonName();
        }
    }
}
