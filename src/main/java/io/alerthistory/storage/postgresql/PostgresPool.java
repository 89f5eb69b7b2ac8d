package io.alerthistory.storage.postgresql;

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

    private final DatabaseConfig config;

    PostgresPool(DatabaseConfig config) {
        this.config = config;
    }

    @Override
    public Pool create(Input input) {
        PoolOptions pool = input.poolOptions().setConnectionTimeout((int) config.poolTimeout().toSeconds())
                .setConnectionTimeoutUnit(TimeUnit.SECONDS).setMaxWaitQueueSize(config.poolWaiters());
        for (PgConnectOptions connection : input.pgConnectOptionsList()) {
            connection.setTcpKeepAlive(true);
            connection.setCachePreparedStatements(true);
            connection.setPreparedStatementCacheSqlFilter(sql -> !PostgresSearch.isPlannedEachTime(sql));
            connection.setProperties(Map.copyOf(with(connection.getProperties(), "application_name", "alert-history")));
        }
        return PgDriver.INSTANCE.createPool(input.vertx(), input.pgConnectOptionsList(), pool);
    }

    private static Map<String, String> with(Map<String, String> properties, String name, String value) {
        Map<String, String> all = new java.util.HashMap<>(properties);
        all.put(name, value);
        return all;
    }
}
