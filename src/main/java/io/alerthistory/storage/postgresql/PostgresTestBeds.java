package io.alerthistory.storage.postgresql;

import java.time.Clock;
import java.time.Duration;

import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

import io.alerthistory.budget.Budgets;
import io.alerthistory.database.DatabaseConfig;
import io.alerthistory.live.WriteSignal;
import io.alerthistory.observe.QueryMetrics;
import io.alerthistory.observe.QueryName;
import io.alerthistory.selftest.TestBed;
import io.alerthistory.selftest.TestBeds;
import io.quarkus.arc.InjectableInstance;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

/** Self-tests on PostgreSQL: the adapters on a small pool of their own, whose search path is the schema of the test. */
@Singleton
@Typed(PostgresTestBeds.class)
public class PostgresTestBeds implements TestBeds {

    /** The test takes few connections from the server's limit. */
    private static final int MAX_SIZE = 10;

    private static final String CONNECTION = "select pg_backend_pid()::text as name";
    private static final String CLOCK = "select (extract(epoch from clock_timestamp()) * 1000000)::bigint as now_us";
    private static final String LIMIT = "select set_config('statement_timeout', $1, true)";

    private final PostgresPool pools;
    private final PooledConnections connections;
    private final PostgresBreaker breaker;
    private final QueryMetrics metrics;
    private final DatabaseConfig config;
    private final TestedParts parts;
    private final PostgresDatabase requests;

    PostgresTestBeds(PostgresPool pools, InjectableInstance<Pool> pool, PooledConnections connections, PostgresBreaker breaker,
            DatabaseConfig config, TestedParts parts, Clock clock) {
        this.pools = pools;
        this.connections = connections;
        this.breaker = breaker;
        this.config = config;
        this.parts = parts;
        metrics = QueryMetrics.unpublished(clock, config);
        requests = new PostgresDatabase(pool::get, connections, breaker, metrics, config, new WriteSignal());
    }

    /** What the adapters need beside a database. */
    @Singleton
    record TestedParts(SessionRepository sessions, StageRepository stages, SigningKeyRepository keys, RowLeases leases,
            PostgresAudit audit, Budgets budgets, Vertx vertx) {
    }

    @Override
    public TestBed open(String name) {
        Pool pool = Pool.newInstance(pools.another(name, Math.min(MAX_SIZE, config.poolMax())));
        PostgresDatabase database = new PostgresDatabase(() -> pool, connections, breaker, metrics, config,
                new WriteSignal());
        return new TestBed(
                new PostgresSessionStore(database, parts.sessions(), parts.leases(), parts.audit(), parts.vertx()),
                new PostgresInteractionStore(database, new PostgresExistingInteractions(database, parts.budgets()),
                        parts.vertx()),
                new PostgresHistoryStore(database, parts.sessions(), parts.stages(), parts.keys()),
                new PostgresQueueStore(database), () -> pool.close().subscribe().with(closed -> {
                }, failure -> {
                }));
    }

    @Override
    public String obstacle() {
        return config.pooler() == DatabaseConfig.Pooler.PGBOUNCER
                ? "a pooler in transaction mode has no search path of its own, so statements cannot be directed to the"
                        + " tables of a test: test with an instance whose DATABASE_URL names the server itself"
                : "";
    }

    @Override
    public int maxConnections() {
        return config.poolMax();
    }

    @Override
    public Uni<String> connection() {
        return requests.query(QueryName.SELF_TEST, CONNECTION, Tuple.tuple())
                .map(rows -> PostgresRow.first(rows, row -> row.text("name")));
    }

    @Override
    public Uni<Long> clockUs() {
        return requests.query(QueryName.SELF_TEST, CLOCK, Tuple.tuple())
                .map(rows -> PostgresRow.first(rows, row -> row.number("now_us")));
    }

    @Override
    public Uni<Void> longStatement(Duration limit) {
        return requests.transaction(QueryName.SELF_TEST,
                connection -> connection.preparedQuery(LIMIT).execute(Tuple.of(String.valueOf(limit.toMillis())))
                        .chain(() -> connection.preparedQuery("select pg_sleep(10)").execute()))
                .replaceWithVoid();
    }
}
