package io.alerthistory.http.page.operations;

import java.util.List;

import io.alerthistory.http.page.Part;
import io.alerthistory.http.page.WarningView;

/**
 * The page of operators.
 *
 * @param migrations without value and reason for who is no administrator
 * @param selfTests whether the caller may run them: their names; empty when not
 */
public record OperationsView(Part<DatabaseView> database, Part<PerformanceView> performance, Part<SchemaView> schema,
        Part<MigrationsView> migrations, Part<BackupsView> backups, Part<ServiceView> service,
        Part<List<WarningView>> warnings, List<ServiceView.Job> jobs, List<Test> selfTests) {

    public OperationsView {
        jobs = List.copyOf(jobs);
        selfTests = List.copyOf(selfTests);
    }

    /** A self-test: its name in the API, and what it tests. */
    public record Test(String name, String label, String meaning) {
    }
}
