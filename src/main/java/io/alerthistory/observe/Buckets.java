package io.alerthistory.observe;

import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;

/**
 * Configures the buckets of the histograms of requests and queries, with more of them around the latencies that users
 * notice.
 */
@Singleton
class Buckets {

    private static final double[] NANOS = Stream.of(5, 10, 25, 50, 100, 250, 500, 1000, 3000)
            .mapToDouble(millis -> Duration.ofMillis(millis).toNanos()).toArray();

    @Produces
    @Singleton
    MeterFilter buckets() {
        return new MeterFilter() {

            @Override
            public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
                return id.getName().equals("http.server.requests") || id.getName().equals("alert_history_database_query")
                        || id.getName().equals("sql.pool.queue.delay")
                                ? DistributionStatisticConfig.builder()
                                        .serviceLevelObjectives(Arrays.copyOf(NANOS, NANOS.length))
                                        .build().merge(config)
                                : config;
            }
        };
    }
}
