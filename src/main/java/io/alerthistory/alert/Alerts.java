package io.alerthistory.alert;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;

import org.jspecify.annotations.Nullable;

import io.alerthistory.alert.AlertReceipt.RejectedAlert;
import io.alerthistory.episode.AlertMemory;
import io.alerthistory.episode.EpisodeStore;
import io.alerthistory.error.ProblemException;
import io.alerthistory.observe.HistoryEvent;
import io.alerthistory.redaction.Redaction;
import io.alerthistory.time.Micros;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** The use case of the webhook: recording alerts. */
@ApplicationScoped
public class Alerts {

    /** The size in bytes after which an alert starts a new statement. A usual notification is one statement. */
    private static final int BATCH_BYTES = 1_048_576;

    private final EpisodeStore episodes;
    private final AlertMemory memory;
    private final AlertSessions sessions;
    private final boolean mirrors;
    private final Event<HistoryEvent> events;
    private final Redaction redaction;
    private final Clock clock;

    Alerts(EpisodeStore episodes, AlertMemory memory, MirroredSessions mirrored, InvestigatedEpisodes investigated,
            AlertSessionsConfig config,
            Event<HistoryEvent> events, Redaction redaction, Clock clock) {
        this.episodes = episodes;
        this.memory = memory;
        mirrors = config.sessions() == AlertSessionsConfig.Mode.MIRROR;
        sessions = mirrors ? mirrored : investigated;
        this.redaction = redaction;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Records every valid alert, and returns the others by their index.
     *
     * @param source of the alerts, as the sender's URL names it; null when it names none
     * @param claimable whether agents may claim the firing alerts as pending sessions
     */
    public Uni<AlertReceipt> receive(AlertmanagerNotification notification, @Nullable String source, boolean claimable) {
        return memory.forRecording(Integer.MAX_VALUE, notification.alerts(), () -> recorded(notification, source, claimable));
    }

    private Uni<AlertReceipt> recorded(AlertmanagerNotification notification, @Nullable String source, boolean claimable) {
        long now = Micros.now(clock);
        AlertEpisodes told = AlertEpisodes.of(notification, source, redaction);
        // Sorted, so that two notifications lock common rows in the same order.
        TreeMap<String, FiringSession> firings = new TreeMap<>();
        AlertGroup group = AlertGroup.of(notification, redaction);
        List<RejectedAlert> rejected = new ArrayList<>();
        for (int i = 0; i < notification.alerts().size(); i++) {
            try {
                FiringSession firing = AlertmanagerAlerts.session(group, notification.alerts().get(i), told.source(), redaction,
                        now);
                requireEpisode(firing);
                firings.merge(String.valueOf(firing.session().alertId), firing,
                        (first, second) -> second.session().isTerminal() ? second : first);
            } catch (ProblemException e) {
                rejected.add(new RejectedAlert(i, e.code().code(), e.detail()));
            }
        }
        return record(batches(firings.values(), group), group, told, now, claimable)
                .map(changed -> new AlertReceipt(notification.alerts().size(), changed.created(), changed.updated(),
                        notification.alerts().size() - changed.created() - changed.updated() - rejected.size(), rejected))
                .invoke(this::publish);
    }

    /** Without a session, an alert that is no episode would be lost. */
    private void requireEpisode(FiringSession firing) {
        if (!mirrors && !AlertEpisodes.isBounded(firing)) {
            throw AlertmanagerAlerts.invalid("labels must have at most " + AlertEpisodes.MAX_LABELS + " bytes");
        }
    }

    /**
     * Stores the batches one after the other. When one fails, the sender repeats the whole notification, and the repeat
     * finds what was stored.
     */
    private Uni<AlertSessions.Changed> record(List<List<FiringSession>> batches, AlertGroup group, AlertEpisodes told,
            long nowUs, boolean claimable) {
        List<FiringSession> all = batches.stream().flatMap(List::stream).toList();
        List<FiringSession> last = batches.isEmpty() ? List.of() : batches.get(batches.size() - 1);
        return Multi.createFrom().iterable(batches).onItem().transformToUniAndConcatenate(batch -> episodes
                .record(batch == last ? told.facts(batch, all, nowUs) : told.facts(batch, nowUs), nowUs)
                .flatMap(recorded -> sessions.record(batch, group, recorded, claimable))
                .invoke(() -> batch.forEach(FiringSession::release)))
                .collect().with(Collectors.reducing(AlertSessions.Changed.NOTHING, AlertSessions.Changed::and));
    }

    private static List<List<FiringSession>> batches(Collection<FiringSession> firings, AlertGroup group) {
        List<List<FiringSession>> batches = new ArrayList<>();
        int bytes = BATCH_BYTES;
        for (FiringSession firing : firings) {
            if (bytes >= BATCH_BYTES) {
                batches.add(new ArrayList<>());
                bytes = 0;
            }
            batches.get(batches.size() - 1).add(firing);
            bytes += firing.size(group);
        }
        return batches;
    }

    private void publish(AlertReceipt receipt) {
        received("created", receipt.created());
        received("updated", receipt.updated());
        received("unchanged", receipt.unchanged());
        received("rejected", receipt.errors().size());
    }

    private void received(String outcome, int count) {
        events.fire(new HistoryEvent.AlertsReceived(AlertmanagerAlerts.SOURCE, outcome, count));
    }
}
