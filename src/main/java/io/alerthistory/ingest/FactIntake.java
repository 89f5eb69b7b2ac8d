package io.alerthistory.ingest;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;

import io.alerthistory.episode.AlertFacts;
import io.alerthistory.episode.AlertKey;
import io.alerthistory.episode.EpisodeReport;
import io.alerthistory.episode.EpisodeStore;
import io.alerthistory.episode.Notification;
import io.alerthistory.episode.RecordedFacts;
import io.alerthistory.episode.RecordedFacts.Outcome;
import io.alerthistory.observe.HistoryEvent;
import io.smallrye.mutiny.Uni;

/** Records facts, without the reports that the store is known to have, and counts what became of them. */
@ApplicationScoped
class FactIntake {

    /** The reports of a transaction. */
    static final int BATCH = 2_000;

    private final EpisodeStore store;
    private final RepeatCache cache;
    private final Event<HistoryEvent> events;

    FactIntake(EpisodeStore store, RepeatCache cache, Event<HistoryEvent> events) {
        this.store = store;
        this.cache = cache;
        this.events = events;
    }

    /**
     * What became of the facts of a request.
     *
     * @param created the number of episodes that were opened
     * @param updated the number of reports that changed an episode
     * @param unchanged the number of reports that said nothing new
     * @param notifications the number of notifications that were new
     */
    record Result(int created, int updated, int unchanged, int notifications) {
    }

    /**
     * Records facts, usually in one transaction.
     *
     * @param sender a label of the metrics, of a bounded set
     * @param nowUs microseconds since the epoch
     * @return when they are durable
     */
    Uni<Result> record(String sender, AlertFacts sent, long nowUs) {
        ReportBatch batch = new ReportBatch();
        sent.reports().forEach(batch::add);
        AlertFacts news = new AlertFacts(news(batch, sent.notifications(), nowUs), distinct(sent.notifications()),
                distinct(sent.silences()), distinct(sent.suppressions()));
        return store(news, nowUs).invoke(recorded -> remember(news.reports(), recorded, nowUs))
                .map(recorded -> result(recorded, sent.reports().size())).invoke(result -> publish(sender, result));
    }

    /** The reports that the store may not have, and those of the alerts of notifications, which refer to them. */
    private List<EpisodeReport> news(ReportBatch batch, List<Notification> notifications, long nowUs) {
        Set<AlertKey> notified = new HashSet<>();
        notifications.forEach(notification -> notification.alerts().forEach(alert -> notified.add(alert.key())));
        return batch.distinct().stream().filter(report -> notified.contains(report.key()) || !cache.knows(report, nowUs))
                .toList();
    }

    private Uni<RecordedFacts> store(AlertFacts news, long nowUs) {
        boolean nothing = news.reports().isEmpty() && news.notifications().isEmpty() && news.silences().isEmpty()
                && news.suppressions().isEmpty();
        return nothing ? Uni.createFrom().item(new RecordedFacts(List.of(), 0)) : batches(news, nowUs);
    }

    /** Many reports one batch after the other, and with the last one everything else, which refers to them. */
    private Uni<RecordedFacts> batches(AlertFacts news, long nowUs) {
        List<EpisodeReport> reports = news.reports();
        if (reports.size() <= BATCH) {
            return store.record(news, nowUs);
        }
        AlertFacts rest = new AlertFacts(reports.subList(BATCH, reports.size()), news.notifications(), news.silences(),
                news.suppressions());
        return store.record(AlertFacts.of(reports.subList(0, BATCH)), nowUs)
                .flatMap(first -> batches(rest, nowUs).map(last -> first.and(last)));
    }

    /** Whether a report was written is known of an alert's only report. */
    private void remember(List<EpisodeReport> reports, RecordedFacts recorded, long nowUs) {
        Map<AlertKey, Long> counts = reports.stream().collect(Collectors.groupingBy(EpisodeReport::key, Collectors.counting()));
        for (int i = 0; i < reports.size(); i++) {
            AlertKey key = reports.get(i).key();
            boolean isWritten = recorded.written().contains(key) && Long.valueOf(1).equals(counts.get(key));
            cache.stored(reports.get(i), recorded.outcomes().get(i), isWritten, nowUs);
        }
    }

    private static <T> List<T> distinct(List<T> facts) {
        return facts.size() < 2 ? facts : new ArrayList<>(new LinkedHashSet<>(facts));
    }

    private static Result result(RecordedFacts recorded, int reported) {
        int created = recorded.count(Outcome.CREATED);
        int updated = recorded.count(Outcome.UPDATED);
        return new Result(created, updated, reported - created - updated, recorded.notifications());
    }

    private void publish(String sender, Result result) {
        received(sender, "created", result.created());
        received(sender, "updated", result.updated());
        received(sender, "unchanged", result.unchanged());
    }

    /** Counts alerts or events of a sender. */
    void received(String sender, String outcome, int count) {
        if (count > 0) {
            events.fire(new HistoryEvent.AlertsReceived(sender, outcome, count));
        }
    }
}
