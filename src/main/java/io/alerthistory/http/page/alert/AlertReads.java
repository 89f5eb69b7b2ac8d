package io.alerthistory.http.page.alert;

import java.util.List;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import io.alerthistory.episode.read.AlertDetailView;
import io.alerthistory.episode.read.AlertHistory;
import io.alerthistory.episode.read.EpisodePage;
import io.alerthistory.episode.read.EpisodeView;
import io.alerthistory.episode.read.SingleAlerts;
import io.alerthistory.episode.read.TransitionKind;
import io.alerthistory.episode.read.TransitionView;
import io.alerthistory.episode.statistics.AlertFigures;
import io.alerthistory.error.ProblemException;
import io.alerthistory.history.History;
import io.alerthistory.history.SessionOverview;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Reads what the page of an alert shows: everything up to a bound. */
@Singleton
final class AlertReads {

    /** Facts of the episodes of a page. */
    static final int MAX_FACTS = 1_000;

    private static final int STORIES = 10;
    private static final int MAX_DRAWN = 500;
    private static final int MAX_SESSIONS = 10;

    private final AlertHistory alerts;
    private final SingleAlerts singles;
    private final History sessions;

    AlertReads(AlertHistory alerts, SingleAlerts singles, History sessions) {
        this.singles = singles;
        this.alerts = alerts;
        this.sessions = sessions;
    }

    /**
     * What a page shows.
     *
     * @param page the episodes that are told of
     * @param facts of these, and perhaps of others, the oldest first
     * @param cut whether there are more facts
     * @param recent the newest episodes, which are drawn
     * @param hasMore whether there may be more of the days that are drawn
     * @param isFirst whether the page has the newest episodes
     * @param figures of the last 30 days
     */
    record Content(EpisodePage page, List<TransitionView> facts, boolean cut, List<EpisodeView> recent, boolean hasMore,
            List<SessionOverview> sessions, boolean isFirst, AlertFigures figures) {
    }

    /** @param cursor of the episodes; null for the newest */
    Uni<Content> content(AlertDetailView alert, @Nullable String cursor, long nowUs) {
        String fingerprint = alert.fingerprint();
        String source = alert.source();
        return alerts.episodes(fingerprint, source, cursor, STORIES)
                .flatMap(page -> facts(fingerprint, source, page).flatMap(facts -> alerts
                        .outline(fingerprint, source, MAX_DRAWN)
                        .flatMap(recent -> sessions(page, facts).flatMap(read -> singles.figures(fingerprint, source)
                                .map(figures -> new Content(page, facts, facts.size() > MAX_FACTS, recent.episodes(),
                                        isMore(recent, nowUs), read, cursor == null, figures))))));
    }

    private Uni<List<TransitionView>> facts(String fingerprint, String source, EpisodePage page) {
        List<EpisodeView> episodes = page.episodes();
        return episodes.isEmpty() ? Uni.createFrom().item(List.of())
                : alerts.transitions(fingerprint, source, episodes.get(episodes.size() - 1).startsAtUs(), MAX_FACTS);
    }

    private static boolean isMore(EpisodePage recent, long nowUs) {
        List<EpisodeView> episodes = recent.episodes();
        return recent.pagination().nextCursor() != null && episodes.get(episodes.size() - 1).startsAtUs() > nowUs
                - EpisodeStrip.LENGTH.toNanos() / 1_000;
    }

    /** One that is gone meanwhile is missing. */
    private Uni<List<SessionOverview>> sessions(EpisodePage page, List<TransitionView> facts) {
        List<Long> starts = page.episodes().stream().map(EpisodeView::startsAtUs).toList();
        List<String> ids = facts.stream()
                .filter(fact -> fact.kind() == TransitionKind.SESSION && starts.contains(fact.startsAtUs()))
                .map(TransitionView::ref).distinct().toList();
        return Multi.createFrom().iterable(ids.subList(Math.max(0, ids.size() - MAX_SESSIONS), ids.size()))
                .onItem()
                .transformToUniAndConcatenate(
                        id -> sessions.overview(id).map(Stream::of).onFailure(ProblemException.class)
                                .recoverWithItem(Stream.empty()))
                .collect().asList().map(found -> found.stream().flatMap(each -> each).toList());
    }
}
