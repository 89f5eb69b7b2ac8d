package io.alerthistory.observe;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/** What the metrics tell of the maintenance jobs of this replica, for people. */
@Singleton
public class JobFigures {

    private final MeterRegistry registry;

    JobFigures(MeterRegistry registry) {
        this.registry = registry;
    }

    /**
     * A job.
     *
     * @param intervalSeconds between two runs
     * @param lastSuccessUs microseconds since the epoch, to the second; null when it has not succeeded since the start
     * @param runs since the start
     * @param failures of them
     * @param meanMs of a run; 0 when there was none
     */
    public record Job(String name, long intervalSeconds, @Nullable Long lastSuccessUs, long runs, long failures,
            double meanMs) {
    }

    /** The jobs by name. */
    public List<Job> all() {
        return registry.find("alert_history_job_interval_seconds").gauges().stream().map(this::job)
                .sorted(Comparator.comparing(Job::name)).toList();
    }

    private Job job(Gauge interval) {
        String name = String.valueOf(interval.getId().getTag("job"));
        Gauge success = registry.find("alert_history_job_last_success_timestamp_seconds").tag("job", name).gauge();
        Timer duration = registry.find("alert_history_job_duration").tag("job", name).timer();
        Counter failures = registry.find("alert_history_job_failures").tag("job", name).counter();
        return new Job(name, (long) interval.value(),
                success == null ? null : Long.valueOf(1_000_000 * (long) success.value()),
                duration == null ? 0 : duration.count(), failures == null ? 0 : (long) failures.count(),
                duration == null ? 0 : duration.mean(TimeUnit.MILLISECONDS));
    }
}
