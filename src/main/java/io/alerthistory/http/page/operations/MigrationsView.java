package io.alerthistory.http.page.operations;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.alerthistory.http.page.Durations;
import io.alerthistory.http.page.Moment;
import io.alerthistory.start.MigrationRun;
import io.alerthistory.start.MigrationStatus;
import io.alerthistory.start.MigrationStatus.AppliedMigration;

/**
 * The migrations of the schema, for administrators.
 *
 * @param current the version of the schema; empty when there is none
 * @param applied the newest first
 * @param run the last run that was asked for; null when there was none
 * @param rehearsable the versions up to which can be rehearsed
 * @param targets the versions that can be rolled back to, the newest first
 */
public record MigrationsView(String current, List<Pending> pending, List<Applied> applied, @Nullable Run run,
        List<String> rehearsable, List<String> targets) {

    private static final String YES = "yes";

    public MigrationsView {
        pending = List.copyOf(pending);
        applied = List.copyOf(applied);
        rehearsable = List.copyOf(rehearsable);
        targets = List.copyOf(targets);
    }

    /** A migration that was not run yet. */
    public record Pending(String version, String description) {
    }

    /**
     * A migration that was run.
     *
     * @param script whether its script is that of this build, in words
     * @param undo whether it can be undone, in words
     */
    public record Applied(String version, String description, Moment at, String duration, String script, String undo) {
    }

    /**
     * A run.
     *
     * @param error empty when it has not failed
     */
    public record Run(String action, String state, String style, String versions, Moment started, String error) {
    }

    static MigrationsView of(MigrationStatus status) {
        List<Applied> applied = new ArrayList<>(status.applied().stream().map(MigrationsView::applied).toList());
        Collections.reverse(applied);
        MigrationRun run = status.run();
        return new MigrationsView(status.current() == null ? "" : status.current(),
                status.pending().stream().map(each -> new Pending(each.version(), each.description())).toList(), applied,
                run == null ? null : run(run),
                status.pending().stream().map(MigrationStatus.PendingMigration::version).toList(),
                targets(applied));
    }

    /** The versions before the newest one, as far as each one after them can be undone. */
    private static List<String> targets(List<Applied> newestFirst) {
        List<String> targets = new ArrayList<>();
        for (int i = 1; i < newestFirst.size() && newestFirst.get(i - 1).undo().equals(YES); i++) {
            targets.add(newestFirst.get(i).version());
        }
        return targets;
    }

    private static Applied applied(AppliedMigration migration) {
        return new Applied(migration.version(), migration.description(), Moment.of(migration.installedOnUs()),
                Durations.of(migration.executionMs()), switch (migration.checksum()) {
                    case OK -> "that of this build";
                    case DIFFERS -> "changed since it was run";
                    case NEWER -> "of a newer build";
                }, migration.undo() == MigrationStatus.Undo.THERE ? YES : "no");
    }

    private static Run run(MigrationRun run) {
        boolean isForward = run.action() == MigrationRun.RunAction.RUN;
        String target = run.target() == null ? "the newest version" : "version " + run.target();
        return new Run((isForward ? "Migration to " : "Rollback to ") + target, switch (run.status()) {
            case RUNNING -> "Running";
            case DONE -> "Done";
            case FAILED -> "Failed";
        }, switch (run.status()) {
            case RUNNING -> "in_progress";
            case DONE -> "completed";
            case FAILED -> "failed";
        }, run.versions().isEmpty() ? "none" : String.join(", ", run.versions()), Moment.of(run.startedUs()),
                run.error() == null ? "" : run.error());
    }
}
