package io.alerthistory.http.connection;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Singleton;

import io.alerthistory.database.DatabaseConfig;
import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;

/** The limits of the HTTP server that are set in code; the others are in application.properties. */
@Singleton
class ServerLimits implements HttpServerOptionsCustomizer {

    private static final Duration IDLE = Duration.ofMinutes(3);

    /** Added to the database timeout, because a connection that waits for a response is idle, too. */
    private static final Duration MARGIN = Duration.ofSeconds(30);

    private final DatabaseConfig database;

    ServerLimits(DatabaseConfig database) {
        this.database = database;
    }

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        Duration maxIdle = database.poolTimeout().plus(database.queryTimeout()).plus(MARGIN);
        options.setIdleTimeout((int) Math.max(IDLE.toSeconds(), maxIdle.toSeconds())).setIdleTimeoutUnit(TimeUnit.SECONDS);
    }
}
