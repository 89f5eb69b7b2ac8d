package io.alerthistory.health;

import org.jspecify.annotations.Nullable;

/**
 * Whether the database is reachable, and how.
 *
 * @param status ok or down
 * @param driver postgresql or sqlite
 * @param latencyMs the duration of the probe in milliseconds, including the wait for a connection; null when it is down
 * @param serverVersion null when it is down
 * @param replicationRole primary or replica; null when it is down
 * @param tls whether the connection is encrypted; null when it is down
 * @param tlsVersion null when it is not encrypted or down
 * @param pool null on SQLite
 * @param breaker closed, open or half_open
 * @param checkedAtUs when the probe started, microseconds since the epoch
 */
public record ConnectivityReport(String status, String driver, @Nullable Double latencyMs, @Nullable String serverVersion,
        @Nullable String replicationRole, @Nullable Boolean tls, @Nullable String tlsVersion, @Nullable PoolReport pool,
        String breaker, long checkedAtUs) {

    public static final String OK = "ok";
    static final String DOWN = "down";
}
