package io.alerthistory.observe;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/** The metrics of the maintenance jobs. */
@Singleton
class JobMetrics {

    private final MeterRegistry registry;
    private final Clock clock;
    private final Map<String, AtomicLong> lastSuccess = new ConcurrentHashMap<>();

    JobMetrics(MeterRegistry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
    }

    /**
     * An alert compares the interval with the age of the last success. The counters are registered before the first
     * run.
     */
    void on(@Observes HistoryEvent.JobScheduled scheduled) {
        Gauge.builder("alert_history_job_interval_seconds", () -> scheduled.interval().toMillis() / 1e3)
                .description("The interval between two runs of a job").tag("job", scheduled.job())
                .register(registry);
        duration(scheduled.job());
        failures(scheduled.job());
    }

    void on(@Observes HistoryEvent.JobRan run) {
        duration(run.job()).record(run.took());
        if (run.succeeded()) {
            lastSuccess.computeIfAbsent(run.job(), this::register).set(Duration.ofMillis(clock.millis()).toSeconds());
        } else {
            failures(run.job()).increment();
        }
    }

    private Timer duration(String job) {
        return Timer.builder("alert_history_job_duration").description("Duration of a job's runs").tag("job", job)
                .register(registry);
    }

    private Counter failures(String job) {
        return Counter.builder("alert_history_job_failures").description("Failed runs of a job").tag("job", job)
                .register(registry);
    }

    private AtomicLong register(String job) {
        AtomicLong seconds = new AtomicLong();
        Gauge.builder("alert_history_job_last_success_timestamp_seconds", seconds, AtomicLong::get)
                .description("When a run of a job last succeeded").tag("job", job).register(registry);
        return seconds;
    }
}
