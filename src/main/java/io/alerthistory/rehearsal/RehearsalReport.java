package io.alerthistory.rehearsal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.alerthistory.rehearsal.Findings.RehearsedMigration;
import io.alerthistory.rehearsal.Findings.RelationLock;
import io.alerthistory.rehearsal.Findings.Rewrite;

/**
 * The result of a rehearsal.
 *
 * @param target the version up to which was rehearsed
 * @param reasons for the verdict, and whatever else an operator should know
 * @param migrations those that were begun, in their order
 * @param locks on tables and indexes that existed before
 * @param rewritten tables and indexes whose rows are written anew
 * @param writersWaitMs how long writers of a locked table would wait at most
 * @param readersWaitMs how long readers of a locked table would wait at most
 * @param freeDiskBytesNeeded files and log until the migrations have ended
 * @param newestVerifiedBackupUs microseconds since the epoch; null when none is known
 */
public record RehearsalReport(String target, Verdict verdict, List<String> reasons, List<RehearsedMigration> migrations,
        List<RelationLock> locks, List<Rewrite> rewritten, long durationMs, long writersWaitMs, long readersWaitMs,
        long freeDiskBytesNeeded, @Nullable Long newestVerifiedBackupUs) {

    /** A shorter wait goes unnoticed in the timeouts of clients. */
    static final long MAX_WAIT_MS = 1000;

    /** Writing fewer rows anew takes milliseconds. */
    static final long MANY_ROWS = 10_000;

    /**
     * Decides.
     *
     * @param newestBackupUs of the verified backups; null when none is known
     * @param missingBackup what is missing of a backup; empty when there is a recent one, or nothing to lose
     */
    public static RehearsalReport of(String target, Findings found, @Nullable Long newestBackupUs,
            Optional<String> missingBackup) {
        List<String> reasons = new ArrayList<>();
        Stream.ofNullable(found.failure()).forEach(reasons::add);
        boolean blocks = blocking(found, reasons);
        missingBackup.ifPresent(reasons::add);
        Verdict verdict = found.failure() != null ? Verdict.IMPOSSIBLE
                : blocks ? Verdict.BLOCKS_WRITES : missingBackup.isPresent() ? Verdict.NEEDS_BACKUP : Verdict.SAFE;
        if (found.migrations().isEmpty() && found.failure() == null) {
            reasons.add("nothing is pending up to version " + target);
        }
        return new RehearsalReport(target, verdict, reasons, found.migrations(), found.locks(), found.rewritten(),
                found.durationMs(), found.writersWaitMs(), found.readersWaitMs(), found.diskBytes(), newestBackupUs);
    }

    /** The report for a person. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>(List.of("verdict: " + verdict.jsonName()));
        reasons.forEach(reason -> lines.add("  " + reason));
        lines.add("took " + durationMs + " ms; writers would wait up to " + writersWaitMs + " ms, readers up to "
                + readersWaitMs + " ms; needs " + freeDiskBytesNeeded + " bytes of free disk");
        migrations.forEach(migration -> lines.add("version " + migration.version() + " (" + migration.description() + "): "
                + (migration.error() == null ? migration.durationMs() + " ms" : migration.error())));
        locks.forEach(lock -> lines.add("locks " + lock.relation() + ": " + lock.mode()
                + (lock.blocksReads() ? ", readers and writers wait" : lock.blocksWrites() ? ", writers wait" : "")));
        rewritten.forEach(rewrite -> lines
                .add("rewrites " + rewrite.relation() + ": about " + rewrite.rows() + " rows, " + rewrite.bytes() + " bytes"));
        return lines;
    }

    /** Adds who would wait, and why; false when that is nobody, or not for long. */
    private static boolean blocking(Findings found, List<String> reasons) {
        List<Rewrite> rewritten = found.rewritten().stream().filter(rewrite -> rewrite.rows() > 0).toList();
        rewritten.forEach(rewrite -> reasons.add("rewrites " + rewrite.relation() + ": about " + rewrite.rows() + " rows, "
                + rewrite.bytes() + " bytes"));
        boolean waitsLong = found.writersWaitMs() > MAX_WAIT_MS;
        boolean rewritesMany = rewritten.stream().anyMatch(rewrite -> rewrite.rows() >= MANY_ROWS);
        if (waitsLong || (rewritesMany && found.writersWaitMs() > 0)) {
            reasons.add("writers would wait up to " + found.writersWaitMs() + " ms, readers up to " + found.readersWaitMs()
                    + " ms, as measured now; more rows take longer");
            return true;
        }
        return false;
    }
}
