package io.alerthistory.database;

import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What {@link EnvironmentConfigSourceFactory} made of the environment. */
@ConfigMapping(prefix = "history.database")
public interface DatabaseConfig {

    DatabaseKind kind();

    /** The URL's scheme as given, driver included. */
    String scheme();

    /** The path of SQLite's file; empty for PostgreSQL and for a database in memory. */
    Optional<String> file();

    Pooler pooler();

    /**
     * How long one attempt to connect may take; with sslmode prefer there may be two, and with several hosts as many for each.
     */
    @WithDefault("3S")
    Duration connectTimeout();

    /** How the server's list of clients names this instance; empty for the service's name and {@link #podId()}. */
    Optional<String> applicationName();

    /** Command-line options of the server's session, in libpq's form. */
    Optional<String> options();

    /** The schemas in which names are looked up; empty for those of the role. */
    Optional<String> searchPath();

    /** Whether connections to a server that does not take writes are of no use: several are named, or the URL says so. */
    @WithDefault("false")
    boolean primaryOnly();

    /** This instance's name in the server's list of clients. */
    String podId();

    /** How long a request may wait for a connection of the pool before it is answered 503. */
    Duration poolTimeout();

    /** How many connections the pool may open; 0 where there is no pool. */
    int poolMax();

    /** How many requests may wait for a connection at once; one more is answered 503 at once. */
    int poolWaiters();

    /** Whether a read whose connection turned out to be dead is asked again on another one. */
    boolean prePing();

    /** How long a statement may run; the server and this service both keep it. */
    Duration queryTimeout();

    /** How many failures in a row open the breaker. */
    int breakerThreshold();

    /** How long an open breaker waits before it lets a probe through. */
    Duration breakerReset();

    /** How old what operators are told of the database may be: it is asked once in this time, whoever wants to know. */
    Duration healthCheckInterval();

    /** The 95th percentile of the query time that is still well. */
    Duration performanceThreshold();

    /** A query that took longer is counted as slow. */
    Duration slowQueryThreshold();

    /** What stands between this service and PostgreSQL. */
    enum Pooler {
        NONE,
        /** PgBouncer in transaction mode: no state of a session survives a transaction. */
        PGBOUNCER
    }
}
