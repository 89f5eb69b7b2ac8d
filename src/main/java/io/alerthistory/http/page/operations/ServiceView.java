package io.alerthistory.http.page.operations;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.alerthistory.health.HealthReport;
import io.alerthistory.http.page.Durations;
import io.alerthistory.http.page.Moment;
import io.alerthistory.http.page.Words;
import io.alerthistory.observe.JobFigures;
import io.alerthistory.observe.LiveFigures;

/** The work queue and the delivery of events. */
public record ServiceView(List<Fact> queue, List<Fact> events) {

    public ServiceView {
        queue = List.copyOf(queue);
        events = List.copyOf(events);
    }

    /** A maintenance job of this replica. */
    public record Job(String name, String interval, @Nullable Moment succeeded, String runs, String failures, String mean) {

        static Job of(JobFigures.Job job) {
            Long succeeded = job.lastSuccessUs();
            return new Job(Words.ofName(job.name()),
                    "every " + Durations.of(Duration.ofSeconds(job.intervalSeconds()).toMillis()),
                    succeeded == null ? null : Moment.of(succeeded), Words.number(job.runs()), Words.number(job.failures()),
                    job.runs() == 0 ? "" : Millis.of(job.meanMs()));
        }
    }

    static ServiceView of(HealthReport report, LiveFigures live) {
        List<Fact> queue = new ArrayList<>();
        HealthReport.Queue depth = report.queue();
        queue.add(new Fact("Waiting sessions", number(depth.pending())));
        queue.add(new Fact("Sessions in progress", number(depth.activeGlobal())));
        queue.add(new Fact("Waiting sessions at most", depth.maxQueueSize() == null ? "no limit"
                : Words.number(depth.maxQueueSize())));
        HealthReport.EventSystem events = report.services().eventSystem();
        return new ServiceView(queue, List.of(new Fact("Delivery", switch (events.status()) {
            case "connected" -> "Connected: events arrive at once";
            case "degraded" -> "Degraded: events arrive up to a second late";
            default -> "Off: the history is disabled";
        }), new Fact("Open event streams", Words.number(live.streams().get())),
                new Fact("Open WebSockets", Words.number(live.webSockets().get())),
                new Fact("Delay of the last event", Millis.of(live.lagUs().get() / 1000.0)),
                new Fact("Frames that slow clients did not get", Words.number(live.dropped().sum()))));
    }

    private static String number(@Nullable Long number) {
        return number == null ? "not available" : number >= 10_000 ? "10,000 or more" : Words.number(number);
    }
}
