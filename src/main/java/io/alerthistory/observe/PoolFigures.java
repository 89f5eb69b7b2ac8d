package io.alerthistory.observe;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** The metrics of the connection pool of PostgreSQL; all zero on SQLite. */
@Singleton
public class PoolFigures {

    private final MeterRegistry registry;

    PoolFigures(MeterRegistry registry) {
        this.registry = registry;
    }

    /** The number of connections in use. */
    public int inUse() {
        return gauge("sql.pool.active");
    }

    /** The number of connections that can still be used, open or not. */
    public int available() {
        return gauge("sql.pool.idle");
    }

    /** The number of requests that wait for a connection. */
    public int waiting() {
        return gauge("sql.pool.queue.size");
    }

    private int gauge(String name) {
        Gauge gauge = registry.find(name).tag("pool.name", "postgresql").gauge();
        return gauge == null ? 0 : (int) gauge.value();
    }
}
