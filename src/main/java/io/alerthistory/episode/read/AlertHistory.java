package io.alerthistory.episode.read;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import io.alerthistory.episode.AlertKey;
import io.alerthistory.error.ProblemException;
import io.alerthistory.history.CountMode;
import io.alerthistory.history.CursorKey;
import io.alerthistory.history.CursorSigner;
import io.alerthistory.history.Total;
import io.alerthistory.time.Micros;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Answers questions about alerts. */
@ApplicationScoped
public class AlertHistory {

    private final AlertReadStore store;
    private final AlertReadMemory memory;
    private final NamedAlerts named;
    private final AlertStatistics statistics;
    private final SingleAlerts singles;
    private final CursorKey cursors;
    private final Clock clock;

    AlertHistory(AlertReadStore store, AlertReadMemory memory, NamedAlerts named, AlertStatistics statistics,
            SingleAlerts singles, CursorKey cursors,
            Clock clock) {
        this.store = store;
        this.memory = memory;
        this.named = named;
        this.statistics = statistics;
        this.singles = singles;
        this.cursors = cursors;
        this.clock = clock;
    }

    /**
     * Lists alerts in the order that the query names, the largest first. An alert that changes while the list is walked
     * moves to its beginning.
     *
     * @param cursor null for the first page
     * @throws ProblemException 400 when the service did not write the cursor for this question
     */
    public Uni<AlertPage> alerts(AlertQuery query, @Nullable String cursor) {
        return cursors.signer().flatMap(signer -> {
            Place start = place(cursor, query.binding(), signer);
            AlertQuery placed = query.from(start, query.size())
                    .at(start == null ? Micros.now(clock) : start.startsAtUs());
            return total(placed).flatMap(total -> Scan
                    .page(query.filter(), placed.after(), query.size(),
                            (after, rows) -> store.alerts(placed.from(after, rows)))
                    .map(scan -> new AlertPage(scan.rows().stream().map(ListedAlert::alert).toList(),
                            Pagination.of(query.size(),
                                    next(placed.marked(scan.next()), query.binding(), signer), scan.partial(), total))));
        });
    }

    private Uni<Total> total(AlertQuery query) {
        return query.count() == CountMode.NONE || !query.filter().isExact() ? Uni.createFrom().item(Total.NONE)
                : store.count(query);
    }

    /**
     * Reads the alerts with a fingerprint, and their figures.
     *
     * @param source null for those of all sources
     * @throws ProblemException 404 unknown, 409 when it has too many sources
     */
    public Uni<AlertsView> alert(String fingerprint, @Nullable String source) {
        return named.all(fingerprint, source).flatMap(alerts -> statistics.of(alerts)
                .flatMap(rows -> singles.figures(alerts)
                        .map(figures -> new AlertsView(alerts.stream().map(DetailedAlert::view).toList(), rows, figures,
                                statistics.parametersOfAlerts()))));
    }

    /**
     * Reads the alerts with a fingerprint without their figures.
     *
     * @param source null for those of all sources
     * @throws ProblemException 404 unknown, 409 when it has too many sources
     */
    public Uni<List<AlertDetailView>> details(String fingerprint, @Nullable String source) {
        return named.all(fingerprint, source).map(alerts -> alerts.stream().map(DetailedAlert::view).toList());
    }

    /**
     * Lists the episodes of the alerts with a fingerprint, the newest first.
     *
     * @throws ProblemException 404 unknown, 409 when it has too many sources, 400 for a cursor of another list
     */
    public Uni<EpisodePage> episodes(String fingerprint, @Nullable String source, @Nullable String cursor, int size) {
        return episodes(fingerprint, source, cursor, size, AlertReadStore.MAX_TEXT);
    }

    /** The newest of these episodes, without their annotations. */
    public Uni<EpisodePage> outline(String fingerprint, @Nullable String source, int size) {
        return episodes(fingerprint, source, null, size, 0);
    }

    private Uni<EpisodePage> episodes(String fingerprint, @Nullable String source, @Nullable String cursor, int size,
            int maxText) {
        String binding = "episodes of\0" + fingerprint + "\0" + source;
        return ofAlerts(fingerprint, source, cursor, binding, (alerts, signer) -> {
            Place after = place(cursor, binding, signer);
            return each(alerts,
                    alert -> store.episodes(alert, alert.beforeUs(after), size + 1, maxText / alerts.size()).map(List::of))
                    .map(found -> {
                        List<EpisodeRows> all = found.toList();
                        List<EpisodeView> rows = EpisodeRows.merged(all);
                        List<EpisodeView> shown = shown(rows, size);
                        boolean isLast = rows.size() <= size && all.stream().noneMatch(EpisodeRows::isCut);
                        return new EpisodePage(shown, Pagination.uncounted(size,
                                isLast ? null : next(shown.get(shown.size() - 1).place(), binding, signer)));
                    });
        });
    }

    /**
     * Tells what happened to the alerts with a fingerprint, the oldest first.
     *
     * @throws ProblemException 404 unknown, 409 when it has too many sources, 400 for a cursor of another list
     */
    public Uni<TimelinePage> timeline(String fingerprint, @Nullable String source, @Nullable String cursor, int size) {
        String binding = "timeline of\0" + fingerprint + "\0" + source;
        return ofAlerts(fingerprint, source, cursor, binding,
                (alerts, signer) -> transitions(alerts, place(cursor, binding, signer), size)
                        .map(rows -> new TimelinePage(shown(rows, size), Pagination.uncounted(size,
                                next(rows, size, TransitionView::place, binding, signer)))));
    }

    /**
     * Tells what happened to the alerts with a fingerprint since an instant, the oldest first.
     *
     * @param sinceUs microseconds since the epoch
     * @return at most {@code max} and one more
     * @throws ProblemException 404 unknown, 409 when it has too many sources
     */
    public Uni<List<TransitionView>> transitions(String fingerprint, @Nullable String source, long sinceUs, int max) {
        return named.all(fingerprint, source).flatMap(alerts -> transitions(alerts, Place.of(sinceUs, 0), max));
    }

    private Uni<List<TransitionView>> transitions(List<DetailedAlert> alerts, @Nullable Place after, int size) {
        return suppressions(alerts.stream().map(DetailedAlert::id).collect(Collectors.toSet()),
                TimeWindow.EARLIEST_US, null)
                .flatMap(held -> each(alerts, alert -> store.transitions(alert, after, size + 1))
                        .map(found -> Stream.concat(found, held.transitions(Micros.now(clock)).stream())
                                .filter(row -> row.isAfter(after)).sorted(TransitionView.ORDER).limit(size + 1L).toList()));
    }

    /** Counts what fires by severity. */
    public Uni<List<FiringCount>> firing() {
        return store.firing();
    }

    /**
     * Finds the latest investigations of some alerts.
     *
     * @return by alert; what was never investigated is missing
     */
    public Uni<Map<AlertKey, AlertInvestigation>> investigations(Collection<AlertKey> alerts) {
        List<AlertKey> asked = alerts.stream().distinct().limit(AlertReadStore.MAX_INVESTIGATED).toList();
        return asked.isEmpty() ? Uni.createFrom().item(Map.of())
                : store.investigations(asked).map(found -> found.stream().collect(
                        Collectors.toMap(AlertInvestigation::alert, Function.identity(), (one, other) -> one)));
    }

    /**
     * Lists what fired at an instant, or in a window, the latest start first.
     *
     * @throws ProblemException 400 for a cursor of another list
     */
    public Uni<ActiveEpisodePage> found(EpisodeQuery query, @Nullable String cursor) {
        return cursors.signer().flatMap(signer -> {
            Place after = place(cursor, query.binding(), signer);
            EpisodeQuery walk = !query.isNow() ? query
                    : after == null ? query.firing(Micros.now(clock)) : query.at(after.startsAtUs());
            return page(walk, after).map(page -> new ActiveEpisodePage(page.episodes(), Pagination.of(query.size(),
                    next(walk.marked(page.next()), query.binding(), signer), page.partial(), Total.NONE)));
        });
    }

    /**
     * The same page by page to the end. A page is read when the one before has been taken.
     *
     * @return a source of pages; an empty one is the end
     */
    public EpisodePages pages(EpisodeQuery query) {
        EpisodeQuery walk = query.isNow() ? query.at(Micros.now(clock)) : query;
        return new EpisodePages(after -> memory.page(covering -> page(walk, after)));
    }

    private Uni<EpisodePages.Page> page(EpisodeQuery query, @Nullable Place after) {
        return Scan
                .page(query.filter(), after, query.size(), (place, rows) -> rows(query.from(place, rows)))
                .flatMap(scan -> suppressions(scan.rows().stream().map(FoundEpisode::alertId).collect(Collectors.toSet()),
                        scan.rows().stream().mapToLong(row -> row.place().us()).min().orElse(0), query.knownAtUs())
                        .map(held -> new EpisodePages.Page(
                                scan.rows().stream().map(row -> row.with(held, query.atUs())).toList(), scan.next(),
                                scan.partial())));
    }

    /** All that starts in a window comes before what started earlier. */
    private Uni<List<FoundEpisode>> rows(EpisodeQuery query) {
        if (query.atUs() != null) {
            return store.active(query, query.atUs());
        }
        Place after = query.after();
        boolean inside = after == null || after.us() >= query.window().fromUs();
        return (inside ? store.started(query) : Uni.createFrom().item(List.<FoundEpisode> of())).flatMap(
                started -> started.size() == query.size() || Scan.Row.areCut(started)
                        || query.window().fromUs() == TimeWindow.EARLIEST_US
                                ? Uni.createFrom().item(started)
                                : store.reaching(query.from(after, query.size() - started.size()))
                                        .map(reaching -> Stream.concat(started.stream(), reaching.stream()).toList()));
    }

    private Uni<Suppressions> suppressions(Set<Long> alertIds, long fromUs, @Nullable Long knownAtUs) {
        return alertIds.isEmpty() ? Uni.createFrom().item(new Suppressions(List.of(), List.of()))
                : store.suppressions(alertIds, fromUs, knownAtUs).flatMap(rows -> Suppressions.of(rows, store));
    }

    /**
     * Lists notifications, the newest first.
     *
     * @throws ProblemException 400 for a cursor of another list
     */
    public Uni<NotificationPage> notifications(NotificationQuery query, @Nullable String cursor) {
        return cursors.signer().flatMap(signer -> store
                .notifications(query.from(place(cursor, query.binding(), signer), query.size() + 1))
                .map(rows -> new NotificationPage(shown(rows, query.size()), Pagination.uncounted(query.size(),
                        next(rows, query.size(), row -> new Place(row.atUs(), 0, row.notificationId(), "", 0), query.binding(),
                                signer)))));
    }

    private <T> Uni<T> ofAlerts(String fingerprint, @Nullable String source, @Nullable String cursor, String binding,
            BiFunction<List<DetailedAlert>, CursorSigner, Uni<T>> work) {
        return cursors.signer().invoke(signer -> place(cursor, binding, signer)) // before the alert is looked up
                .flatMap(signer -> named.all(fingerprint, source).flatMap(alerts -> work.apply(alerts, signer)));
    }

    /** One alert after the other: there is nearly always one. */
    private static <T> Uni<Stream<T>> each(List<DetailedAlert> alerts, Function<DetailedAlert, Uni<List<T>>> read) {
        return Multi.createFrom().iterable(alerts).onItem().transformToUniAndConcatenate(read::apply).collect().asList()
                .map(lists -> lists.stream().flatMap(List::stream));
    }

    private static @Nullable Place place(@Nullable String cursor, String binding, CursorSigner signer) {
        return cursor == null ? null : Place.decode(cursor, binding, signer);
    }

    private static @Nullable String next(@Nullable Place place, String binding, CursorSigner signer) {
        return place == null ? null : place.encode(binding, signer);
    }

    private static <R> @Nullable String next(List<R> rows, int size, Function<R, Place> place, String binding,
            CursorSigner signer) {
        return rows.size() <= size ? null : place.apply(rows.get(size - 1)).encode(binding, signer);
    }

    private static <R> List<R> shown(List<R> rows, int size) {
        return List.copyOf(rows.subList(0, Math.min(rows.size(), size)));
    }
}
