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

/** How the jobs fare. */
@Singleton
class JobMetrics {

    private final MeterRegistry registry;
    private final Clock clock;
    private final Map<String, AtomicLong> lastSuccess = new ConcurrentHashMap<>();

    JobMetrics(MeterRegistry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
    }

    /** The interval tells an alert how old the last success may be; what counts runs is there before the first of them. */
    void on(@Observes HistoryEvent.JobScheduled scheduled) {
        Gauge.builder("alert_history_job_interval_seconds", () -> scheduled.interval().toMillis() / 1e3)
                .description("The time between two runs of a job").tag("job", scheduled.job())
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
        return Timer.builder("alert_history_job_duration").description("What a run of a job took").tag("job", job)
                .register(registry);
    }

    private Counter failures(String job) {
        return Counter.builder("alert_history_job_failures").description("Runs of a job that failed").tag("job", job)
                .register(registry);
    }

    private AtomicLong register(String job) {
        AtomicLong seconds = new AtomicLong();
        Gauge.builder("alert_history_job_last_success_timestamp_seconds", seconds, AtomicLong::get)
                .description("When a job last did all it had to").tag("job", job).register(registry);
        return seconds;
    }
}
