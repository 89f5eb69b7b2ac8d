package io.alerthistory.observe;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** The pool of connections to PostgreSQL as the metrics show it; all zero where there is none. */
@Singleton
public class PoolFigures {

    private final MeterRegistry registry;

    PoolFigures(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Connections that are lent out. */
    public int inUse() {
        return gauge("sql.pool.active");
    }

    /** Connections that may still be lent out, whether they are open already or not. */
    public int available() {
        return gauge("sql.pool.idle");
    }

    /** Requests that wait for a connection. */
    public int waiting() {
        return gauge("sql.pool.queue.size");
    }

    private int gauge(String name) {
        Gauge gauge = registry.find(name).tag("pool.name", "postgresql").gauge();
        return gauge == null ? 0 : (int) gauge.value();
    }
}
