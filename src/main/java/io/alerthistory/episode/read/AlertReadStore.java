package io.alerthistory.episode.read;

import java.util.Collection;
import java.util.List;
import java.util.function.LongFunction;

import org.jspecify.annotations.Nullable;

import io.alerthistory.audit.AuditEntry;
import io.alerthistory.episode.AlertKey;
import io.alerthistory.history.Total;
import io.smallrye.mutiny.Uni;

/** The port that reads the history of alerts, and keeps acknowledgements. */
public interface AlertReadStore {

    /** The maximum number of alerts with one fingerprint. */
    int MAX_SOURCES = 20;

    /** The maximum number of rows that tell by what alerts were held back. */
    int MAX_SUPPRESSIONS = 2_000;

    /** The maximum number of alerts that are looked at because they inhibit others. */
    int MAX_INHIBITORS = 200;

    /** The maximum number of severities that are counted apart. */
    int MAX_SEVERITIES = 100;

    /** The maximum number of alerts whose investigations are read at once. */
    int MAX_INVESTIGATED = 200;

    /**
     * The maximum number of characters of labels and annotations of a page, without its last row. A page that has so many is
     * cut
     * there.
     */
    int MAX_TEXT = 500_000;

    /** Alerts in the order of their last change, the latest first. Matchers are not applied. */
    Uni<List<ListedAlert>> alerts(AlertQuery query);

    /** The number of alerts, as the query wants it counted. Matchers are not applied. */
    Uni<Total> count(AlertQuery query);

    /**
     * The alerts with a fingerprint, in the order of their sources.
     *
     * @param source null for all
     * @return at most {@link #MAX_SOURCES} and one more
     */
    Uni<List<DetailedAlert>> named(String fingerprint, @Nullable String source);

    /**
     * Episodes of an alert, the newest first.
     *
     * @param beforeUs only those that start before, in microseconds since the epoch
     * @param maxText the characters of annotations after which they are cut, at most {@link #MAX_TEXT}; 0 reads no annotations
     */
    Uni<EpisodeRows> episodes(DetailedAlert alert, long beforeUs, int max, int maxText);

    /**
     * Transitions of an alert but those of silences and inhibitions, in no order: at least the first ones behind a
     * place.
     *
     * @param after null for the first ones
     */
    Uni<List<TransitionView>> transitions(DetailedAlert alert, @Nullable Place after, int max);

    /**
     * By what the episodes of some alerts were held back, the newest first.
     *
     * @param alertIds at most 100
     * @param fromUs only of episodes that start then or later, in microseconds since the epoch
     * @param knownAtUs only what had been received then; null for all
     */
    Uni<List<Suppressed>> suppressions(Collection<Long> alertIds, long fromUs, @Nullable Long knownAtUs);

    /**
     * Finds the episodes of alerts that inhibit others. What is not known is missing.
     *
     * @param asked at most {@link #MAX_INHIBITORS}
     */
    Uni<List<Inhibitor>> inhibitors(List<Inhibitor.Asked> asked);

    /**
     * What fires at an instant, the latest start first. Matchers are not applied.
     *
     * @param atUs microseconds since the epoch
     */
    Uni<List<FoundEpisode>> active(EpisodeQuery query, long atUs);

    /** What starts in a window, the latest start first. Matchers are not applied. */
    Uni<List<FoundEpisode>> started(EpisodeQuery query);

    /** What starts before a window and fires in it, the latest start first. Matchers are not applied. */
    Uni<List<FoundEpisode>> reaching(EpisodeQuery query);

    /** How many alerts fire, by severity, the most first; at most {@link #MAX_SEVERITIES}. */
    Uni<List<FiringCount>> firing();

    /**
     * The latest investigations of some alerts. What was never investigated is missing.
     *
     * @param alerts at most {@link #MAX_INVESTIGATED}
     */
    Uni<List<AlertInvestigation>> investigations(Collection<AlertKey> alerts);

    /**
     * Which of some alerts flap at an instant that is not in the past.
     *
     * @param alerts at most {@link #MAX_INVESTIGATED}
     */
    Uni<List<AlertKey>> flapping(Collection<AlertKey> alerts, long nowUs);

    /** Notifications, the newest first. */
    Uni<List<NotificationView>> notifications(NotificationQuery query);

    /**
     * Acknowledges the open episode of an alert under a lock.
     *
     * @param entry by the start of the episode; written when it had not been acknowledged before
     * @return the first acknowledgement of the episode; null when the alert does not fire
     */
    Uni<@Nullable Acknowledgement> acknowledge(long alertId, Acknowledgement candidate, LongFunction<AuditEntry> entry);

    /**
     * Takes the acknowledgement of the open episode of an alert back, under a lock.
     *
     * @param entry by the start of the episode; written when there was an acknowledgement
     * @return false when the alert does not fire
     */
    Uni<Boolean> takeBack(long alertId, LongFunction<AuditEntry> entry);
}
