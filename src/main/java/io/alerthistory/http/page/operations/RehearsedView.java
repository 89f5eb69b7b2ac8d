package io.alerthistory.http.page.operations;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.alerthistory.http.page.Durations;
import io.alerthistory.http.page.Words;
import io.alerthistory.rehearsal.RehearsalReport;

/** The result of a rehearsal of migrations. */
public record RehearsedView(String title, String verdict, String style, List<String> reasons, List<Fact> facts,
        List<Step> steps, List<Fact> locks) {

    public RehearsedView {
        reasons = List.copyOf(reasons);
        facts = List.copyOf(facts);
        steps = List.copyOf(steps);
        locks = List.copyOf(locks);
    }

    /** A migration that was begun. */
    public record Step(String version, String description, String result) {
    }

    static RehearsedView of(RehearsalReport report) {
        List<Fact> locks = new ArrayList<>();
        report.locks().forEach(lock -> locks.add(new Fact(lock.relation(),
                lock.blocksReads() ? "readers and writers wait" : lock.blocksWrites() ? "writers wait" : "nobody waits")));
        report.rewritten().forEach(rewrite -> locks.add(new Fact(rewrite.relation(), "written anew: about "
                + Words.count(rewrite.rows(), "row", "rows") + ", " + Words.bytes(rewrite.bytes()))));
        return new RehearsedView("Rehearsal up to version " + report.target(), switch (report.verdict()) {
            case SAFE -> "Safe beside requests";
            case BLOCKS_WRITES -> "Writers would wait: run it at a time of little load";
            case NEEDS_BACKUP -> "Make a backup first";
            case IMPOSSIBLE -> "It cannot be run";
        }, switch (report.verdict()) {
            case SAFE -> "completed";
            case BLOCKS_WRITES, NEEDS_BACKUP -> "paused";
            case IMPOSSIBLE -> "failed";
        }, report.reasons(), List.of(new Fact("Took", Durations.of(report.durationMs())),
                new Fact("Writers would wait at most", Durations.of(report.writersWaitMs())),
                new Fact("Readers would wait at most", Durations.of(report.readersWaitMs())),
                new Fact("Free disk that is needed", Words.bytes(report.freeDiskBytesNeeded()))),
                report.migrations().stream().map(step -> new Step(step.version(), step.description(),
                        Objects.requireNonNullElse(step.error(), Durations.of(step.durationMs())))).toList(),
                locks);
    }
}
