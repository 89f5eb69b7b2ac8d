package io.alerthistory.alert;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import io.alerthistory.alert.AlertStore.Uninvestigated;
import io.alerthistory.episode.RecordedFacts;
import io.alerthistory.episode.RecordedFacts.Outcome;
import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.alerthistory.json.ContentDigest;
import io.alerthistory.session.AlertSession;
import io.alerthistory.session.Bounds;
import io.alerthistory.session.InvestigatedAlert;
import io.alerthistory.session.SearchDocument;
import io.alerthistory.session.SessionStatus;
import io.alerthistory.session.Sessions;
import io.alerthistory.time.Micros;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * Alerts are episodes. Where agents may claim them, each episode that fires has one pending session, however often its alert
 * is reported and however its start moves.
 */
@Singleton
class InvestigatedEpisodes implements AlertSessions {

    /** The agent_type and the chain_id of a session before an agent gives it a chain. */
    static final String KIND = "webhook";

    /**
     * The number of sessions of a notification that are stored at the same time: a storm must not outlast its sender's
     * patience.
     */
    private static final int CONCURRENT = 8;

    private static final Logger LOG = Logger.getLogger(InvestigatedEpisodes.class);

    private final AlertStore store;
    private final Sessions sessions;
    private final Clock clock;

    InvestigatedEpisodes(AlertStore store, Sessions sessions, Clock clock) {
        this.store = store;
        this.sessions = sessions;
        this.clock = clock;
    }

    @Override
    public Uni<Changed> record(List<FiringSession> alerts, AlertGroup group, RecordedFacts facts, boolean claimable) {
        Changed changed = new Changed(facts.count(Outcome.CREATED), facts.count(Outcome.UPDATED));
        return claimable ? open(alerts, group).replaceWith(changed) : Uni.createFrom().item(changed);
    }

    private Uni<Void> open(List<FiringSession> alerts, AlertGroup group) {
        Map<String, FiringSession> firing = new HashMap<>();
        alerts.stream().filter(alert -> !alert.session().isTerminal())
                .forEach(alert -> firing.put(key(alert.report().fingerprint(), alert.report().startsAtUs()), alert));
        return store
                .uninvestigated(firing.values().stream().map(alert -> alert.report().session()).map(InvestigatedAlert::required)
                        .toList())
                .flatMap(found -> Multi.createFrom().iterable(found).onItem()
                        .transformToUni(
                                episode -> sessions.queue(session(firing, episode, group))
                                        .onFailure(InvestigatedEpisodes::isFull)
                                        .invoke(full -> LOG.warn("The queue is full: alerts fire that agents cannot claim")))
                        .merge(CONCURRENT).collect().last().replaceWithVoid())
                .onFailure(InvestigatedEpisodes::isFull).recoverWithNull();
    }

    private static String key(String fingerprint, long startsAtUs) {
        return fingerprint + Firing.SEPARATOR + startsAtUs;
    }

    private static boolean isFull(Throwable failure) {
        return ProblemException.has(failure, ErrorCode.QUEUE_FULL);
    }

    private AlertSession session(Map<String, FiringSession> firing, Uninvestigated episode, AlertGroup group) {
        AlertSession session = Objects.requireNonNull(firing.get(key(episode.key().fingerprint(), episode.reportedUs())))
                .complete(group).session();
        session.alertId = alertId(episode);
        session.agentType = KIND;
        session.chainId = KIND;
        session.status = SessionStatus.PENDING;
        session.startedAtUs = Micros.now(clock);
        session.searchDocument = SearchDocument.of(session);
        return session;
    }

    /** Names the episode, so that two deliveries at once create one session. */
    private static String alertId(Uninvestigated episode) {
        String name = episode.key().source() + "/" + key(episode.key().fingerprint(), episode.startsAtUs());
        return name.length() <= Bounds.FOREIGN_ID ? name : "sha256:" + new ContentDigest().add("episode", name).hex();
    }
}
