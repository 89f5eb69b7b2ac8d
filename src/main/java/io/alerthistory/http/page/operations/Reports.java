package io.alerthistory.http.page.operations;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;

import jakarta.inject.Singleton;

import io.alerthistory.backup.Backups;
import io.alerthistory.health.DatabaseReports;
import io.alerthistory.health.Health;
import io.alerthistory.http.page.Part;
import io.alerthistory.http.page.WarningView;
import io.alerthistory.observe.JobFigures;
import io.alerthistory.observe.LiveFigures;
import io.alerthistory.request.Caller;
import io.alerthistory.request.CallersContext;
import io.alerthistory.request.Role;
import io.alerthistory.selftest.SelfTest;
import io.alerthistory.selftest.SelfTestConfig;
import io.alerthistory.start.MigrationRuns;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;

/** Reads all parts of the page at once. */
@Singleton
final class Reports {

    private final DatabaseReports database;
    private final Health health;
    private final MigrationRuns migrations;
    private final Backups backups;
    private final JobFigures jobs;
    private final LiveFigures live;
    private final SelfTestConfig selfTests;

    Reports(DatabaseReports database, Health health, MigrationRuns migrations, Backups backups, JobFigures jobs,
            LiveFigures live, SelfTestConfig selfTests) {
        this.database = database;
        this.health = health;
        this.migrations = migrations;
        this.backups = backups;
        this.jobs = jobs;
        this.live = live;
        this.selfTests = selfTests;
    }

    /** What the current caller may see. The list of backups and the migrations are for administrators, as in the API. */
    Uni<OperationsView> read() {
        boolean isAdmin = Caller.current().may(Role.ADMIN);
        return Uni.combine().all().unis(Part.read(() -> database.connectivity().map(DatabaseView::of)),
                Part.read(() -> database.performance().map(PerformanceView::of)),
                Part.read(() -> database.schema().map(SchemaView::of)),
                isAdmin ? Part.read(() -> migrations.status().map(MigrationsView::of))
                        : Uni.createFrom().item(Part.<MigrationsView> absent("")),
                Part.read(() -> backups(isAdmin)), Part.read(() -> health.report().map(report -> ServiceView.of(report, live))),
                Part.read(() -> health.warnings().map(all -> all.stream().map(WarningView::of).toList())))
                .with((connection, performance, schema, migration, backup, service, warnings) -> new OperationsView(connection,
                        performance, schema, migration, backup, service, warnings,
                        jobs.all().stream().map(ServiceView.Job::of).toList(),
                        isAdmin && selfTests.enabled() ? tests() : List.of()));
    }

    /** They are read from files. */
    private Uni<BackupsView> backups(boolean isAdmin) {
        Executor caller = CallersContext.executor();
        return Uni.createFrom().item(() -> isAdmin ? BackupsView.of(backups.newestVerifiedUs(), backups.report())
                : BackupsView.of(backups.newestVerifiedUs())).runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .emitOn(caller);
    }

    private static List<OperationsView.Test> tests() {
        return Arrays.stream(SelfTest.values()).map(test -> switch (test) {
            case FULL_SUITE -> new OperationsView.Test(test.routeName(), "Everything",
                    "whether the database does what the service relies on");
            case CONNECTION_POOLING -> new OperationsView.Test(test.routeName(), "Connections",
                    "whether they are reused, and no more are opened than allowed");
            case LATENCY -> new OperationsView.Test(test.routeName(), "Latency", "how long each hot statement takes");
            case LOAD_PERFORMANCE -> new OperationsView.Test(test.routeName(), "Load", "how long requests of many users take");
        }).toList();
    }
}
