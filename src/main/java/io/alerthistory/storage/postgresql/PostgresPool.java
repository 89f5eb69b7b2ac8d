package io.alerthistory.storage.postgresql;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import io.alerthistory.database.DatabaseConfig;
import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.spi.PgDriver;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;

/**
 * Sets what has no configuration key: the limits on time and number of waits for a connection, the transaction
 * isolation that the statements rely on, and the selection of a writable server.
 */
@Singleton
class PostgresPool implements PgPoolCreator {

    /** How often connections that are idle, expired or retired are closed. */
    static final Duration CLEANER_PERIOD = Duration.ofMillis(500);

    /** The maximum time that a connection may be idle in the pool. */
    private static final Duration MAX_IDLE = Duration.ofSeconds(60);

    private final DatabaseConfig config;
    private final PooledConnections connections;
    private final AtomicReference<@Nullable Made> made = new AtomicReference<>();

    PostgresPool(DatabaseConfig config, PooledConnections connections) {
        this.config = config;
        this.connections = connections;
    }

    @Override
    public Pool create(Input input) {
        List<PgConnectOptions> servers = input.pgConnectOptionsList();
        servers.forEach(this::configure);
        Made pool = new Made(input.vertx(), List.copyOf(servers), configured(input.poolOptions()));
        made.set(pool);
        return open(pool);
    }

    /**
     * Opens another pool to the same servers.
     *
     * @param schema whose tables its statements use
     * @param size the maximum number of its connections
     */
    Pool another(String schema, int size) {
        Made own = Objects.requireNonNull(made.get(), "the pool is made at the start");
        List<PgConnectOptions> servers = own.servers().stream().map(PgConnectOptions::new).toList();
        servers.forEach(server -> server.addProperty("search_path", schema));
        return open(new Made(own.vertx(), servers,
                new PoolOptions(own.pool()).setShared(false).setName(schema).setMaxSize(size)));
    }

    /** The options of connections to each server of the pool. */
    List<PgConnectOptions> servers() {
        return Objects.requireNonNull(made.get(), "the pool is made at the start").servers();
    }

    @SuppressWarnings("deprecation") // the replacements accept one address, or several in turn regardless of their role
    private Pool open(Made options) {
        Pool pool = PgDriver.INSTANCE.createPool(options.vertx(), options.servers(), options.pool());
        if (options.servers().size() > 1 || config.primaryOnly()) {
            pool.connectionProvider(new WritableServer(options.servers().stream()
                    .map(server -> PgDriver.INSTANCE.createConnectionFactory(options.vertx(), server)).toList()));
        }
        return pool.connectHandler(connections::admit);
    }

    /** What a pool is made of. */
    private record Made(Vertx vertx, List<PgConnectOptions> servers, PoolOptions pool) {
    }

    private PoolOptions configured(PoolOptions pool) {
        // The pool must close an idle connection before the connection's own idle timeout does, which could close it at
        // the moment it is taken.
        Duration idle = idleTimeout().minus(config.connectTimeout());
        idle = idle.isNegative() || idle.isZero() ? CLEANER_PERIOD : idle;
        return pool.setConnectionTimeout((int) config.poolTimeout().toMillis())
                .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS).setMaxWaitQueueSize(config.poolWaiters())
                .setIdleTimeout((int) (idle.compareTo(MAX_IDLE) < 0 ? idle : MAX_IDLE).toMillis())
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS).setPoolCleanerPeriod((int) CLEANER_PERIOD.toMillis());
    }

    /** The timeout for a server that stops responding; the statement timeout comes first. */
    private Duration idleTimeout() {
        return config.queryTimeout().plusSeconds(5);
    }

    private void configure(PgConnectOptions connection) {
        connection.setTcpKeepAlive(true).setConnectTimeout((int) config.connectTimeout().toMillis());
        connection.setIdleTimeout((int) idleTimeout().toSeconds()).setIdleTimeoutUnit(TimeUnit.SECONDS);
        connection.setPreparedStatementCacheSqlFilter(sql -> !PostgresDialect.isPlannedEachTime(sql));
        Map<String, String> properties = new HashMap<>(connection.getProperties());
        properties.put("application_name", config.applicationName().orElse("alert-history " + config.podId()));
        config.options().ifPresent(options -> properties.put("options", options));
        config.searchPath().ifPresent(path -> properties.put("search_path", path));
        if (config.pooler() == DatabaseConfig.Pooler.PGBOUNCER) { // PgBouncer refuses unknown startup parameters
            properties.remove("extra_float_digits"); // added by the client by default; servers print all digits without it
        } else {
            // A different default of the database or the role would change what a locked row contains: the version
            // before the wait for the lock instead of the current one.
            properties.put("default_transaction_isolation", "read committed");
            properties.put("statement_timeout", Long.toString(config.queryTimeout().toMillis()));
            properties.put("idle_in_transaction_session_timeout",
                    Long.toString(config.queryTimeout().multipliedBy(2).toMillis()));
        }
        connection.setProperties(properties);
    }
}
