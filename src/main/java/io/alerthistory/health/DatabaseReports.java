package io.alerthistory.health;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

import io.alerthistory.config.Settings;
import io.alerthistory.database.DatabaseConfig;
import io.alerthistory.observe.BreakerState;
import io.alerthistory.observe.PoolFigures;
import io.alerthistory.observe.QueryMetrics;
import io.alerthistory.observe.QueryTimes;
import io.alerthistory.replica.Replica;
import io.alerthistory.replica.Replicas;
import io.smallrye.mutiny.Uni;

/**
 * Assembles the reports about the database for operators. The database is probed at most once per interval, independent
 * of the number of requests.
 */
@ApplicationScoped
public class DatabaseReports {

    /**
     * The result of a probe.
     *
     * @param server null when the database was not available
     */
    private record Contact(@Nullable DatabaseServer server, double latencyMs, long atUs) {
    }

    private final DatabaseInspection database;
    private final DatabaseConfig config;
    private final DatabaseWatch watch;
    private final QueryMetrics queries;
    private final PoolFigures pool;
    private final BreakerState breaker;
    private final List<SchemaReport.Variable> variables;
    private final SharedResult<Contact> contact;
    private final SharedResult<Optional<SchemaFacts>> schema;
    private final SharedResult<Optional<List<Replica>>> alive;
    private final SharedResult<Optional<List<SlowStatement>>> statements;

    DatabaseReports(DatabaseInspection database, DatabaseConfig config, DatabaseWatch watch, Figures figures,
            Replicas replicas, Config configuration, Clock clock) {
        this.database = database;
        this.config = config;
        this.watch = watch;
        this.queries = figures.queries();
        this.pool = figures.pool();
        this.breaker = figures.breaker();
        variables = Settings.of(configuration).shown().stream()
                .map(setting -> new SchemaReport.Variable(setting.setting().name(), setting.value(), setting.origin()))
                .toList();
        Duration fresh = config.healthCheckInterval();
        contact = new SharedResult<>(this::contact, (now, isLate) -> new Contact(null, 0, now), fresh, clock);
        schema = shared(database::schema, fresh, clock);
        alive = shared(replicas::alive, fresh, clock);
        statements = shared(database::slowStatements, fresh, clock);
    }

    private static <T> SharedResult<Optional<T>> shared(Supplier<Uni<@Nullable T>> probe, Duration fresh, Clock clock) {
        return new SharedResult<>(now -> probe.get().map(Optional::ofNullable), (now, isLate) -> Optional.empty(), fresh,
                clock);
    }

    public Uni<ConnectivityReport> connectivity() {
        return contact.get().map(this::connectivity);
    }

    public Uni<PerformanceReport> performance() {
        return statements.get().map(slow -> {
            QueryTimes times = queries.recent();
            long threshold = config.performanceThreshold().toMillis();
            return new PerformanceReport(times.p95Ms() > threshold ? "slow" : ConnectivityReport.OK,
                    QueryMetrics.WINDOW.toSeconds(), times.p50Ms(), times.p95Ms(), times.p99Ms(), times.maxMs(), threshold,
                    config.slowQueryThreshold().toMillis(), queries.slowCount(), queries.slowQueries(), slow.orElse(null),
                    poolReport(), breaker.name());
        });
    }

    public Uni<SchemaReport> schema() {
        return Uni.combine().all().unis(watch.state(), schema.get(), alive.get()).asTuple()
                .map(found -> schema(found.getItem1(), found.getItem2().orElse(null), found.getItem3().orElse(null)));
    }

    private SchemaReport schema(DatabaseState state, @Nullable SchemaFacts facts, @Nullable List<Replica> replicas) {
        if (facts == null || !state.connected()) {
            return new SchemaReport(ConnectivityReport.DOWN, Schema.VERSION, null, null, null, null, null, null,
                    variables);
        }
        List<String> missing = new ArrayList<>(Schema.indexes(config.kind()));
        missing.removeAll(facts.indexes());
        boolean complete = state.hasSchema() && missing.isEmpty() && facts.invalidIndexes().isEmpty();
        return new SchemaReport(complete ? ConnectivityReport.OK : "outdated", Schema.VERSION, state.schemaVersion(), missing,
                facts.invalidIndexes(), facts.databaseBytes(), facts.relations(), replicas,
                variables);
    }

    private Uni<Contact> contact(long nowUs) {
        return Uni.createFrom().deferred(() -> {
            long began = System.nanoTime();
            return database.server().map(server -> new Contact(server, (System.nanoTime() - began) / 1e6, nowUs));
        });
    }

    private ConnectivityReport connectivity(Contact found) {
        DatabaseServer server = found.server();
        return server == null
                ? new ConnectivityReport(ConnectivityReport.DOWN, config.kind().jsonName(), null, null, null, null, null,
                        poolReport(), breaker.name(), found.atUs())
                : new ConnectivityReport(ConnectivityReport.OK, config.kind().jsonName(), found.latencyMs(), server.version(),
                        server.replicationRole(), server.encrypted(), server.tlsVersion(), poolReport(), breaker.name(),
                        found.atUs());
    }

    private @Nullable PoolReport poolReport() {
        int max = config.poolMax();
        return max == 0 ? null
                : new PoolReport(max, pool.inUse(), pool.available(), pool.waiting(), pool.inUse() / (double) max);
    }
}
