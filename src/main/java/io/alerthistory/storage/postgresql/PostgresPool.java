package io.alerthistory.storage.postgresql;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Singleton;

import io.alerthistory.database.DatabaseConfig;
import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.spi.PgDriver;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;

/** Sets what has no configuration key: no caller waits for a connection without an end, nor do arbitrarily many. */
@Singleton
class PostgresPool implements PgPoolCreator {

    private static final Duration MARGIN = Duration.ofSeconds(5);

    private final DatabaseConfig config;

    PostgresPool(DatabaseConfig config) {
        this.config = config;
    }

    @Override
    public Pool create(Input input) {
        PoolOptions pool = input.poolOptions().setConnectionTimeout((int) config.poolTimeout().toMillis())
                .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS).setMaxWaitQueueSize(config.poolWaiters());
        input.pgConnectOptionsList().forEach(this::configure);
        return PgDriver.INSTANCE.createPool(input.vertx(), input.pgConnectOptionsList(), pool);
    }

    private void configure(PgConnectOptions connection) {
        connection.setTcpKeepAlive(true).setConnectTimeout((int) config.connectTimeout().toMillis());
        // The last resort against a server that is there and says nothing: its own limit comes first.
        connection.setIdleTimeout((int) config.queryTimeout().plus(MARGIN).toSeconds()).setIdleTimeoutUnit(TimeUnit.SECONDS);
        connection.setPreparedStatementCacheSqlFilter(sql -> !PostgresSearch.isPlannedEachTime(sql));
        Map<String, String> properties = new HashMap<>(connection.getProperties());
        properties.put("application_name", config.applicationName().orElse("alert-history " + config.podId()));
        config.options().ifPresent(options -> properties.put("options", options));
        config.searchPath().ifPresent(path -> properties.put("search_path", path));
        if (config.pooler() == DatabaseConfig.Pooler.PGBOUNCER) { // which refuses whom asks for what it does not know
            properties.remove("extra_float_digits"); // the client's own wish; servers print all digits without it
        } else {
            properties.put("statement_timeout", Long.toString(config.queryTimeout().toMillis()));
            properties.put("idle_in_transaction_session_timeout",
                    Long.toString(config.queryTimeout().multipliedBy(2).toMillis()));
        }
        connection.setProperties(properties);
    }
}
