package io.alerthistory.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import jakarta.enterprise.event.Event;

import io.alerthistory.episode.AlertFacts;
import io.alerthistory.episode.AlertKey;
import io.alerthistory.episode.Episode;
import io.alerthistory.episode.EpisodePlan;
import io.alerthistory.episode.EpisodeReport;
import io.alerthistory.episode.EpisodeStore;
import io.alerthistory.episode.KnownEpisodes;
import io.alerthistory.episode.Notification;
import io.alerthistory.episode.RecordedFacts;
import io.alerthistory.episode.ReportedAlert;
import io.alerthistory.episode.ReportedStart;
import io.alerthistory.observe.HistoryEvent;
import io.smallrye.mutiny.Uni;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What reaches the store, and that it comes to the same as if everything did. */
class FactIntakeTest {

    private static final long SECOND = 1_000_000;

    /** A store in memory that decides as those of the databases do. */
    private static final class MemoryStore implements EpisodeStore {

        private final Map<AlertKey, TreeMap<Long, Episode>> episodes = new HashMap<>();
        private final List<AlertFacts> recorded = new ArrayList<>();

        @Override
        public Uni<RecordedFacts> record(AlertFacts facts, long nowUs) {
            recorded.add(facts);
            EpisodePlan plan = EpisodePlan.of(facts.reports(), known(), nowUs);
            write(plan);
            return Uni.createFrom().item(new RecordedFacts(plan.outcomes(), facts.notifications().size(),
                    plan.changes().keySet()));
        }

        @Override
        public Uni<Integer> endLapsed(long nowUs, int max) {
            write(EpisodePlan.lapsed(known(), nowUs));
            return Uni.createFrom().item(0);
        }

        @Override
        public Uni<Integer> deleteEnded(long beforeUs, int max) {
            return Uni.createFrom().item(0);
        }

        private Map<AlertKey, KnownEpisodes> known() {
            Map<AlertKey, KnownEpisodes> known = new HashMap<>();
            episodes.forEach((key, stored) -> known.put(key, new KnownEpisodes(List.copyOf(stored.values()), null)));
            return known;
        }

        private void write(EpisodePlan plan) {
            plan.changes().forEach((key, changes) -> {
                TreeMap<Long, Episode> stored = episodes.computeIfAbsent(key, unknown -> new TreeMap<>());
                changes.removed().forEach(stored::remove);
                changes.written().forEach(episode -> stored.put(episode.startsAtUs(), episode));
            });
        }

        List<String> intervals() {
            return episodes.entrySet().stream().flatMap(stored -> stored.getValue().values().stream()
                    .map(episode -> stored.getKey() + " " + episode.startsAtUs() + " " + episode.endsAtUs() + " "
                            + episode.endReason()))
                    .sorted().toList();
        }

        int reports() {
            return recorded.stream().mapToInt(facts -> facts.reports().size()).sum();
        }
    }

    @SuppressWarnings("unchecked") // an event of any type
    private static FactIntake intake(EpisodeStore store) {
        Event<HistoryEvent> events = (Event<HistoryEvent>) Proxy.newProxyInstance(Event.class.getClassLoader(),
                new Class<?>[] { Event.class }, (proxy, method, arguments) -> null);
        return new FactIntake(store, new RepeatCache(), events);
    }

    private static EpisodeReport report(String fingerprint, ReportedStart start) {
        return new EpisodeReport(new ReportedAlert(new AlertKey("", fingerprint), new TreeMap<>(), null, null), start);
    }

    private static FactIntake.Result record(FactIntake intake, long nowUs, EpisodeReport... reports) {
        return intake.record("prometheus", AlertFacts.of(List.of(reports)), nowUs).subscribe().asCompletionStage().join();
    }

    @Example
    void aRepeatDoesNotReachTheStore() {
        MemoryStore store = new MemoryStore();
        FactIntake intake = intake(store);

        assertThat(record(intake, 0, report("a", ReportedStart.leased(0, 240 * SECOND, 0))))
                .isEqualTo(new FactIntake.Result(1, 0, 0, 0));
        assertThat(record(intake, 60 * SECOND, report("a", ReportedStart.leased(0, 300 * SECOND, 60 * SECOND))))
                .isEqualTo(new FactIntake.Result(0, 0, 1, 0));

        assertThat(store.recorded).hasSize(1);
    }

    @Example
    void copiesWithinARequestAreOneReport() {
        MemoryStore store = new MemoryStore();

        assertThat(record(intake(store), 0, report("a", ReportedStart.leased(0, 240 * SECOND, 0)),
                report("a", ReportedStart.leased(0, 250 * SECOND, 0)), report("a", ReportedStart.leased(0, 230 * SECOND, 0))))
                .isEqualTo(new FactIntake.Result(1, 0, 2, 0));

        assertThat(store.recorded.get(0).reports()).extracting(report -> report.start().leaseUntilUs())
                .containsExactly(250 * SECOND);
    }

    @Example
    void theAlertsOfANotificationAlwaysReachTheStore() {
        MemoryStore store = new MemoryStore();
        FactIntake intake = intake(store);
        EpisodeReport ended = report("a", ReportedStart.ended(0, SECOND, 2 * SECOND));
        record(intake, 2 * SECOND, ended);
        Notification sent = new Notification("n", false, 2 * SECOND, "", "g", "r", "webhook", 0, null, 0, null,
                List.of(new Notification.Notified(ended.key(), 0, Notification.State.RESOLVED)));

        intake.record("alertmanager_events", new AlertFacts(List.of(ended), List.of(sent, sent), List.of(), List.of()),
                3 * SECOND).subscribe().asCompletionStage().join();

        assertThat(store.recorded.get(1).reports()).containsExactly(ended);
        assertThat(store.recorded.get(1).notifications()).containsExactly(sent);
    }

    @Example
    void whatTheStoreDidNotAcknowledgeIsSentAgain() {
        MemoryStore store = new MemoryStore();
        boolean[] fails = { true };
        FactIntake intake = intake(new EpisodeStore() {
            @Override
            public Uni<RecordedFacts> record(AlertFacts facts, long nowUs) {
                return fails[0] ? Uni.createFrom().failure(new IllegalStateException("down")) : store.record(facts, nowUs);
            }

            @Override
            public Uni<Integer> endLapsed(long nowUs, int max) {
                return store.endLapsed(nowUs, max);
            }

            @Override
            public Uni<Integer> deleteEnded(long beforeUs, int max) {
                return store.deleteEnded(beforeUs, max);
            }
        });
        EpisodeReport ended = report("a", ReportedStart.ended(0, SECOND, 2 * SECOND));
        assertThat(intake.record("prometheus", AlertFacts.of(List.of(ended)), 2 * SECOND).subscribe().asCompletionStage())
                .isCompletedExceptionally();

        fails[0] = false;
        record(intake, 3 * SECOND, ended);

        assertThat(store.episodes).hasSize(1);
    }

    /**
     * A report of one of two alerts.
     *
     * @param kind 0 to 5 firing, 6 ended at its receipt, 7 ended before it, 8 doubtfully ended
     * @param after seconds after the report before
     */
    record Step(int alert, int start, int kind, int after) {
    }

    /** Known is the end that counts, and not the receipt of its copy. */
    @Example
    void aCopyOfAnEndWithoutATimeHidesNoOtherEnd() {
        MemoryStore cached = new MemoryStore();
        MemoryStore direct = new MemoryStore();
        FactIntake intake = intake(cached);
        long now = 1_000 * SECOND;
        for (ReportedStart start : List.of(ReportedStart.leased(0, now, 0), ReportedStart.ended(0, now, now),
                ReportedStart.ended(0, now + 90 * SECOND, now + 90 * SECOND),
                ReportedStart.doubtfullyEnded(0, now + 30 * SECOND, now + 91 * SECOND),
                ReportedStart.ended(0, now - 20 * SECOND, now + 92 * SECOND))) {
            record(intake, start.receivedAtUs(), report("a", start));
            direct.record(AlertFacts.of(List.of(report("a", start))), start.receivedAtUs());
            assertThat(cached.intervals()).isEqualTo(direct.intervals());
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(Arbitraries.integers().between(0, 1), Arbitraries.integers().between(0, 2),
                Arbitraries.integers().between(0, 8), Arbitraries.integers().between(0, 130)).as(Step::new).list()
                .ofMaxSize(60);
    }

    /** With the cache, the store comes to the same episodes at every instant, and gets fewer reports. */
    @Property(tries = 2000)
    void theCacheChangesNothing(@ForAll("steps") List<Step> steps) {
        MemoryStore cached = new MemoryStore();
        MemoryStore direct = new MemoryStore();
        FactIntake intake = intake(cached);
        long now = 1000 * SECOND;
        for (Step step : steps) {
            now += step.after() * SECOND;
            EpisodeReport report = report("a" + step.alert(), start(step, now));
            cached.endLapsed(now, 10);
            direct.endLapsed(now, 10);
            record(intake, now, report);
            direct.record(AlertFacts.of(List.of(report)), now);

            assertThat(cached.intervals()).isEqualTo(direct.intervals());
        }
        assertThat(cached.reports()).isLessThanOrEqualTo(direct.reports());
    }

    private static ReportedStart start(Step step, long now) {
        long startsAt = step.start() * 500 * SECOND;
        if (step.kind() < 6) {
            return ReportedStart.leased(startsAt, now + 240 * SECOND, now);
        }
        return step.kind() < 8 ? ReportedStart.ended(startsAt, now - (step.kind() - 6) * 20 * SECOND, now)
                : ReportedStart.doubtfullyEnded(startsAt, now - 60 * SECOND, now);
    }
}
