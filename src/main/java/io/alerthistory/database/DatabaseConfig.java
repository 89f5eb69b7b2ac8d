package io.alerthistory.database;

import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The configuration that {@link EnvironmentConfigSourceFactory} derives from the environment. */
@ConfigMapping(prefix = "history.database")
public interface DatabaseConfig {

    DatabaseKind kind();

    /** The URL's scheme as written, including a driver. */
    String scheme();

    /** The path of SQLite's file; empty for PostgreSQL and for an in-memory database. */
    Optional<String> file();

    Pooler pooler();

    /**
     * The timeout of one connection attempt; with sslmode prefer there may be two attempts, and with several hosts as
     * many for each.
     */
    @WithDefault("3S")
    Duration connectTimeout();

    /** The application_name of the connections; empty for the service's name and {@link #podId()}. */
    Optional<String> applicationName();

    /** Command-line options of the server session, in libpq's form. */
    Optional<String> options();

    /** The search_path; empty for the role's default. */
    Optional<String> searchPath();

    /** Whether only a writable server is acceptable: several hosts are given, or the URL requires it. */
    @WithDefault("false")
    boolean primaryOnly();

    /** The instance's name, used in application_name. */
    String podId();

    /** How long a request may wait for a connection of the pool before it fails with 503. */
    Duration poolTimeout();

    /** The maximum number of connections of the pool; 0 when there is no pool. */
    int poolMax();

    /** The maximum number of requests that wait for a connection; one more fails with 503 at once. */
    int poolWaiters();

    /** Whether a read is repeated on another connection when its connection turns out to be dead. */
    boolean prePing();

    /** The statement timeout; enforced by both the server and the service. */
    Duration queryTimeout();

    /** The number of consecutive failures that opens the circuit breaker. */
    int breakerThreshold();

    /** How long the circuit breaker stays open before it allows a probe. */
    Duration breakerReset();

    /** The maximum age of the database's state in health responses; a probe runs at most once in this time. */
    Duration healthCheckInterval();

    /** The highest 95th percentile of query times that counts as healthy. */
    Duration performanceThreshold();

    /** A query that takes longer counts as slow. */
    Duration slowQueryThreshold();

    /** The connection pooler between the service and PostgreSQL. */
    enum Pooler {
        NONE,
        /** PgBouncer in transaction mode: session state does not survive a transaction. */
        PGBOUNCER
    }
}
