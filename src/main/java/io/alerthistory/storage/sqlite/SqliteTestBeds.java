package io.alerthistory.storage.sqlite;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

import org.sqlite.JDBC;

import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.pool.DataSource;
import io.alerthistory.database.DatabaseConfig;
import io.alerthistory.database.SqliteFiles;
import io.alerthistory.live.WriteSignal;
import io.alerthistory.observe.QueryMetrics;
import io.alerthistory.observe.QueryName;
import io.alerthistory.selftest.TestBed;
import io.alerthistory.selftest.TestBeds;
import io.alerthistory.time.Micros;
import io.smallrye.mutiny.Uni;

/** Self-tests on SQLite: the adapters on a file of their own, with threads and connections of their own. */
@Singleton
@Typed(SqliteTestBeds.class)
public class SqliteTestBeds implements TestBeds {

    /** As many as the service has for its file. */
    private static final int CONNECTIONS = 8;

    private static final Duration MAX_WAIT = Duration.ofSeconds(10);

    private static final String LONG = """
            with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < 1000000000)
            select count(*)
            from numbers
            """;

    private final SqliteDatabase requests;
    private final DatabaseConfig config;
    private final Clock clock;
    private final QueryMetrics metrics;

    SqliteTestBeds(SqliteDatabase requests, DatabaseConfig config, Clock clock) {
        this.requests = requests;
        this.config = config;
        this.clock = clock;
        metrics = QueryMetrics.unpublished(clock, config);
    }

    @Override
    public TestBed open(String name) {
        DataSource connections = new DataSource(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(pool -> pool.maxSize(CONNECTIONS).acquisitionTimeout(MAX_WAIT)
                        .connectionFactoryConfiguration(factory -> factory.connectionProviderClass(JDBC.class)
                                .jdbcUrl(SqliteFiles.jdbcUrl(Path.of(name)))))
                .get());
        SqliteDatabase database = new SqliteDatabase(connections::getConnection, metrics, config, new WriteSignal());
        return new TestBed(new SqliteSessionStore(database), new SqliteInteractionStore(database),
                new SqliteHistoryStore(database), new SqliteQueueStore(database), () -> close(database, connections));
    }

    private static void close(SqliteDatabase database, DataSource connections) {
        try {
            database.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the process ends
        } finally {
            connections.close();
        }
    }

    @Override
    public String obstacle() {
        return "";
    }

    @Override
    public int maxConnections() {
        return SqliteDatabase.READERS;
    }

    @Override
    public Uni<String> connection() {
        return requests.read(QueryName.SELF_TEST, handle -> {
            handle.createQuery("select 1").mapTo(Integer.class).one();
            return Thread.currentThread().getName();
        });
    }

    /** A file has no clock of its own. */
    @Override
    public Uni<Long> clockUs() {
        return requests.read(QueryName.SELF_TEST, handle -> {
            handle.createQuery("select 1").mapTo(Integer.class).one();
            return Micros.now(clock);
        });
    }

    @Override
    public Uni<Void> longStatement(Duration limit) {
        return requests.read(QueryName.SELF_TEST, limit, handle -> handle.createQuery(LONG).mapTo(Long.class).one())
                .replaceWithVoid();
    }
}
