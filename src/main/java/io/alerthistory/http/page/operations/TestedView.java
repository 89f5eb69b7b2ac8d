package io.alerthistory.http.page.operations;

import java.util.List;
import java.util.Objects;

import io.alerthistory.http.page.Durations;
import io.alerthistory.http.page.Words;
import io.alerthistory.selftest.SelfTestReport;

/** The result of a self-test. */
public record TestedView(String title, boolean passed, String duration, List<CheckRow> checks) {

    public TestedView {
        checks = List.copyOf(checks);
    }

    /** One thing that was checked. */
    public record CheckRow(String name, boolean passed, String wanted, String measured, String detail) {
    }

    static TestedView of(SelfTestReport report) {
        return new TestedView("Self-test: " + Words.ofName(report.test()), report.passed(), Durations.of(report.durationMs()),
                report.checks().stream().map(check -> new CheckRow(Words.ofName(check.name()), check.passed(), check.wanted(),
                        check.measured(), Objects.requireNonNullElse(check.detail(), ""))).toList());
    }
}
