package io.alerthistory.rehearsal;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * What a rehearsal has measured.
 *
 * @param migrations those that were begun, in their order
 * @param locks the strongest lock on each table and index that existed before
 * @param rewritten the tables and indexes whose rows are written anew
 * @param writersWaitMs how long writers of a locked table wait at most: from the first migration that takes such a lock to
 *        the end
 * @param readersWaitMs the same for readers
 * @param diskBytes what the migrations need in addition, with their log, until they have ended
 * @param failure why it did not come to its end; null when it did
 * @param isLockTimeout whether it did not because a lock was not granted in time, so that another attempt may
 */
public record Findings(List<RehearsedMigration> migrations, List<RelationLock> locks, List<Rewrite> rewritten, long durationMs,
        long writersWaitMs, long readersWaitMs, long diskBytes, @Nullable String failure,
        boolean isLockTimeout) {

    /**
     * A migration that was begun.
     *
     * @param error why it failed; null when it did not
     */
    public record RehearsedMigration(String version, String description, long durationMs, @Nullable String error) {
    }

    /**
     * A lock.
     *
     * @param mode by PostgreSQL's name; on SQLite, which locks the whole file for one writer, RESERVED
     * @param blocksWrites whether writers wait
     * @param blocksReads whether readers wait
     */
    public record RelationLock(String relation, String mode, boolean blocksWrites, boolean blocksReads) {
    }

    /**
     * A table or an index whose rows are written anew.
     *
     * @param rows an estimate from the statistics
     */
    public record Rewrite(String relation, long rows, long bytes) {
    }

    /** Why a migration fails whenever it is run; empty when none does, or when another attempt may succeed. */
    public Optional<String> broken() {
        return isLockTimeout || migrations.stream().allMatch(migration -> migration.error() == null) ? Optional.empty()
                : Optional.ofNullable(failure);
    }

    /** Nothing was run. */
    static Findings none(@Nullable String failure) {
        return new Findings(List.of(), List.of(), List.of(), 0, 0, 0, 0, failure, false);
    }
}
