package io.alerthistory.database;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;

/** What {@link DatabaseUrlConfigSourceFactory} made of the environment. */
@ConfigMapping(prefix = "history.database")
public interface DatabaseConfig {

    DatabaseKind kind();

    /** How long a request may wait for a connection of the pool before it is answered 503. */
    Duration poolTimeout();

    /** How many requests may wait for a connection at once; one more is answered 503 at once. */
    int poolWaiters();
}
