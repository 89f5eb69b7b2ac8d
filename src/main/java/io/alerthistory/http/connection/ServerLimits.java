package io.alerthistory.http.connection;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Singleton;

import io.alerthistory.database.DatabaseConfig;
import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;

/** What the HTTP server takes of a connection; the rest of its limits stands in application.properties. */
@Singleton
class ServerLimits implements HttpServerOptionsCustomizer {

    private static final Duration IDLE = Duration.ofMinutes(3);

    /** A response may take as long as the database; a connection that waits for it is silent, too. */
    private static final Duration MARGIN = Duration.ofSeconds(30);

    private final DatabaseConfig database;

    ServerLimits(DatabaseConfig database) {
        this.database = database;
    }

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        Duration longest = database.poolTimeout().plus(database.queryTimeout()).plus(MARGIN);
        options.setIdleTimeout((int) Math.max(IDLE.toSeconds(), longest.toSeconds())).setIdleTimeoutUnit(TimeUnit.SECONDS);
    }
}
