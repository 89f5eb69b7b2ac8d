package io.alerthistory.observe;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.alerthistory.database.DatabaseConfig;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.micrometer.core.instrument.distribution.ValueAtPercentile;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

/**
 * The durations of queries. They are measured from the time a connection was acquired, so that a busy pool does not
 * look like a slow database, to the end, including the commit.
 */
@Singleton
public class QueryMetrics {

    /** The period of the percentiles. */
    public static final Duration WINDOW = Duration.ofMinutes(5);

    private static final int MAX_SLOW_QUERIES = 20;
    private static final double[] PERCENTILES = { 0.5, 0.95, 0.99 };

    private final Clock clock;
    private final Duration slow;
    private final Map<QueryName, Timer> queries = new EnumMap<>(QueryName.class);
    private final Counter slowQueries;
    private final Timer recent;
    private final AtomicLong lastEndNanos = new AtomicLong(System.nanoTime() - WINDOW.toNanos());
    private final Deque<SlowQuery> lastSlowQueries = new ArrayDeque<>();

    @Inject
    QueryMetrics(MeterRegistry registry, Clock clock, DatabaseConfig config) {
        this.clock = clock;
        slow = config.slowQueryThreshold();
        // Registers all series at once: a rate needs a series before the first query.
        for (QueryName name : QueryName.values()) {
            queries.put(name, Timer.builder("alert_history_database_query")
                    .description("Duration of queries, without the wait for a connection").tag("statement", name.label())
                    .register(registry));
        }
        slowQueries = Counter.builder("alert_history_database_slow_queries")
                .description("Queries that took longer than DATABASE_SLOW_QUERY_THRESHOLD").register(registry);
        // A separate registry: the percentiles are for the reports of this replica; Prometheus gets the buckets.
        recent = Timer.builder("recent").publishPercentiles(PERCENTILES).distributionStatisticExpiry(WINDOW)
                .distributionStatisticBufferLength((int) WINDOW.toMinutes()).register(new SimpleMeterRegistry());
    }

    /** Measurements that nobody sees. */
    public static QueryMetrics unpublished(Clock clock, DatabaseConfig config) {
        return new QueryMetrics(new SimpleMeterRegistry(), clock, config);
    }

    /**
     * Records a query that has ended, successfully or not.
     *
     * @param nanos its duration
     */
    public void record(QueryName name, long nanos) {
        if (name.isOfRequest()) {
            lastEndNanos.set(System.nanoTime());
        }
        Objects.requireNonNull(queries.get(name)).record(nanos, TimeUnit.NANOSECONDS);
        recent.record(nanos, TimeUnit.NANOSECONDS);
        if (nanos > slow.toNanos()) {
            slowQueries.increment();
            keep(new SlowQuery(name.label(), nanos / 1e6, Math.multiplyExact(clock.millis(), 1000L)));
        }
    }

    /** The durations of the queries of the last five minutes. */
    public QueryTimes recent() {
        HistogramSnapshot snapshot = recent.takeSnapshot();
        ValueAtPercentile[] values = snapshot.percentileValues();
        return new QueryTimes(values[0].value(TimeUnit.MICROSECONDS) / 1e3, values[1].value(TimeUnit.MICROSECONDS) / 1e3,
                values[2].value(TimeUnit.MICROSECONDS) / 1e3, snapshot.max(TimeUnit.MICROSECONDS) / 1e3);
    }

    /** Whether a query of a request has ended, successfully or not, within the last {@code time}. */
    public boolean endedWithin(Duration time) {
        return System.nanoTime() - lastEndNanos.get() < time.toNanos();
    }

    /** The number of slow queries since the start. */
    public long slowCount() {
        return (long) slowQueries.count();
    }

    /** The last slow queries, newest first, at most twenty. */
    public List<SlowQuery> slowQueries() {
        synchronized (lastSlowQueries) {
            return new ArrayList<>(lastSlowQueries);
        }
    }

    private void keep(SlowQuery query) {
        synchronized (lastSlowQueries) {
            lastSlowQueries.addFirst(query);
            if (lastSlowQueries.size() > MAX_SLOW_QUERIES) {
                lastSlowQueries.removeLast();
            }
        }
    }
}
