package io.alerthistory.storage.postgresql;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Singleton;

import io.alerthistory.database.DatabaseConfig;
import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.spi.PgDriver;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;

/**
 * Sets what has no configuration key: no caller waits for a connection without an end, nor do arbitrarily many; a connection
 * says which isolation the statements rely on; of several servers one that takes writes is chosen.
 */
@Singleton
class PostgresPool implements PgPoolCreator {

    /** How often connections that idle, are too old or were retired are closed. */
    static final Duration CLEANING = Duration.ofMillis(500);

    /** The longest that a connection may idle in the pool. */
    private static final Duration IDLE = Duration.ofSeconds(60);

    private final DatabaseConfig config;
    private final PooledConnections connections;

    PostgresPool(DatabaseConfig config, PooledConnections connections) {
        this.config = config;
        this.connections = connections;
    }

    @Override
    @SuppressWarnings("deprecation") // what stands in their place takes one address, or several in turn whatever they are
    public Pool create(Input input) {
        List<PgConnectOptions> servers = input.pgConnectOptionsList();
        servers.forEach(this::configure);
        Pool pool = PgDriver.INSTANCE.createPool(input.vertx(), servers, configured(input.poolOptions()));
        if (servers.size() > 1 || config.primaryOnly()) {
            pool.connectionProvider(new WritableServer(servers.stream()
                    .map(server -> PgDriver.INSTANCE.createConnectionFactory(input.vertx(), server)).toList()));
        }
        return pool.connectHandler(connections::admit);
    }

    private PoolOptions configured(PoolOptions pool) {
        // The pool closes what nobody uses; the limit of silence on a connection must not come first, for it would close a
        // connection in the moment in which somebody takes it.
        Duration idle = silence().minus(config.connectTimeout());
        idle = idle.isNegative() || idle.isZero() ? CLEANING : idle;
        return pool.setConnectionTimeout((int) config.poolTimeout().toMillis())
                .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS).setMaxWaitQueueSize(config.poolWaiters())
                .setIdleTimeout((int) (idle.compareTo(IDLE) < 0 ? idle : IDLE).toMillis())
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS).setPoolCleanerPeriod((int) CLEANING.toMillis());
    }

    /** The last resort against a server that is there and says nothing: its own limit comes first. */
    private Duration silence() {
        return config.queryTimeout().plusSeconds(5);
    }

    private void configure(PgConnectOptions connection) {
        connection.setTcpKeepAlive(true).setConnectTimeout((int) config.connectTimeout().toMillis());
        connection.setIdleTimeout((int) silence().toSeconds()).setIdleTimeoutUnit(TimeUnit.SECONDS);
        connection.setPreparedStatementCacheSqlFilter(sql -> !PostgresSearch.isPlannedEachTime(sql));
        Map<String, String> properties = new HashMap<>(connection.getProperties());
        properties.put("application_name", config.applicationName().orElse("alert-history " + config.podId()));
        config.options().ifPresent(options -> properties.put("options", options));
        config.searchPath().ifPresent(path -> properties.put("search_path", path));
        if (config.pooler() == DatabaseConfig.Pooler.PGBOUNCER) { // which refuses whom asks for what it does not know
            properties.remove("extra_float_digits"); // the client's own wish; servers print all digits without it
        } else {
            // A default of the database or the role would change what a locked row means: what was read before the lock was
            // waited for, and not what stands there now.
            properties.put("default_transaction_isolation", "read committed");
            properties.put("statement_timeout", Long.toString(config.queryTimeout().toMillis()));
            properties.put("idle_in_transaction_session_timeout",
                    Long.toString(config.queryTimeout().multipliedBy(2).toMillis()));
        }
        connection.setProperties(properties);
    }
}
