package io.alerthistory.http.page.operations;

import java.util.List;
import java.util.Objects;

import io.alerthistory.health.PerformanceReport;
import io.alerthistory.health.SlowStatement;
import io.alerthistory.http.page.Durations;
import io.alerthistory.http.page.Moment;
import io.alerthistory.http.page.Words;

/**
 * How long queries take.
 *
 * @param slowNote what counts as slow, and how many were
 * @param slow the last slow queries of this replica
 * @param expensive the most expensive statements of the server; empty when it does not record them
 * @param records whether the server records them
 */
public record PerformanceView(String state, String style, String window, List<Fact> facts, String slowNote, List<Slow> slow,
        List<Expensive> expensive, boolean records) {

    public PerformanceView {
        facts = List.copyOf(facts);
        slow = List.copyOf(slow);
        expensive = List.copyOf(expensive);
    }

    /** A slow query. */
    public record Slow(String statement, String duration, Moment ended) {
    }

    /** An expensive statement. */
    public record Expensive(String query, String calls, String mean, String max, String total) {
    }

    static PerformanceView of(PerformanceReport report) {
        boolean isSlow = !report.status().equals("ok");
        boolean records = report.slowStatements() != null;
        return new PerformanceView(isSlow ? "Slow" : "Fast enough", isSlow ? "paused" : "completed",
                Durations.of(report.windowSeconds() * 1000),
                List.of(new Fact("Half of all take at most", Millis.of(report.p50Ms())),
                        new Fact("95 % take at most", Millis.of(report.p95Ms())),
                        new Fact("99 % take at most", Millis.of(report.p99Ms())),
                        new Fact("The longest", Millis.of(report.maxMs())),
                        new Fact("Slow when 95 % take more than", Durations.of(report.performanceThresholdMs()))),
                Words.count(report.slowQueryCount(), "query", "queries") + " took more than "
                        + Durations.of(report.slowQueryThresholdMs()) + " since the start of this replica.",
                report.slowQueries().stream().map(query -> new Slow(Words.ofName(query.statement()),
                        Millis.of(query.durationMs()), Moment.of(query.endedAtUs()))).toList(),
                Objects.requireNonNullElse(report.slowStatements(), List.<SlowStatement> of()).stream()
                        .map(statement -> new Expensive(statement.query(), Words.number(statement.calls()),
                                Millis.of(statement.meanMs()), Millis.of(statement.maxMs()),
                                Durations.of(Math.round(statement.totalMs()))))
                        .toList(),
                records);
    }
}
