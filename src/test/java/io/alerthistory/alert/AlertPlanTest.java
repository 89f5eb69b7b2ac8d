package io.alerthistory.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import io.alerthistory.session.SessionStatus;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What alerts whose startsAt moves come to, in whatever order they arrive. */
class AlertPlanTest {

    private static final long MINUTE = 60_000_000;

    /** A firing as senders tell of it: minutes after its first, and whether its end is told. */
    record Episode(List<Integer> starts, List<Integer> ends) {
    }

    /** Stored rows, as a database keeps them between two plans. */
    private static final class Store {

        record Row(String sessionId, String alertId, SessionStatus status, long startedAtUs, @Nullable Long completedAtUs,
                @Nullable String starts, @Nullable String reportedStart) {
        }

        final Map<String, Row> rows = new LinkedHashMap<>();

        AlertPlan record(AlertReport... reports) {
            AlertPlan plan = AlertPlan.of(List.of(reports), rows.values().stream().map(row -> Firing.stored(row.sessionId,
                    row.alertId, row.status, row.startedAtUs, row.completedAtUs, row.starts, row.reportedStart)).toList());
            plan.changed().forEach(this::write);
            plan.created().forEach(this::write);
            assertThat(rows.values()).extracting(Row::alertId).doesNotHaveDuplicates();
            return plan;
        }

        private void write(Firing firing) {
            rows.put(firing.sessionId(), new Row(firing.sessionId(), firing.alertId(), firing.status(), firing.startedAtUs(),
                    firing.completedAtUs(), firing.starts(), firing.reportedStart()));
        }

        /** Start and end of every session in minutes; open ones have no end. */
        TreeSet<String> intervals() {
            TreeSet<String> intervals = new TreeSet<>();
            rows.values().forEach(row -> intervals.add(interval((row.startedAtUs - AlertReports.START) / MINUTE,
                    row.completedAtUs == null ? null : (row.completedAtUs - AlertReports.START) / MINUTE)));
            return intervals;
        }
    }

    private static String interval(long start, @Nullable Long end) {
        return start + " to " + (end == null ? "" : end);
    }

    private static AlertReport firing(int start) {
        return AlertReports.of("f", AlertReports.START + start * MINUTE, null);
    }

    private static AlertReport resolved(int start, int end) {
        return AlertReports.of("f", AlertReports.START + start * MINUTE, AlertReports.START + end * MINUTE);
    }

    @Property(tries = 3000)
    void orderAndRepetitionMakeNoDifference(@ForAll("episodes") List<Episode> episodes, @ForAll long seed) {
        List<AlertReport> reports = new ArrayList<>();
        TreeSet<String> expected = new TreeSet<>();
        Integer unexplained = null;
        for (int i = 0; i < episodes.size(); i++) {
            int begin = i * 100;
            Episode episode = episodes.get(i);
            episode.starts().forEach(start -> reports.add(firing(begin + start)));
            episode.ends().forEach(end -> episode.starts().forEach(start -> reports.add(resolved(begin + start, begin + end))));
            int first = begin + Collections.min(episode.starts());
            int start = unexplained == null ? first : unexplained;
            if (episode.ends().isEmpty()) {
                unexplained = start;
            } else {
                unexplained = null;
                expected.add(interval(start, (long) begin + Collections.max(episode.ends())));
            }
        }
        if (unexplained != null) {
            expected.add(interval(unexplained, null));
        }
        Random random = new Random(seed);
        List<AlertReport> sent = new ArrayList<>(reports);
        reports.forEach(report -> Collections.nCopies(random.nextInt(3), report).forEach(sent::add));
        Collections.shuffle(sent, random);

        Store store = new Store();
        for (int at = 0; at < sent.size();) {
            int until = Math.min(sent.size(), at + 1 + random.nextInt(3));
            store.record(sent.subList(at, until).toArray(AlertReport[]::new));
            at = until;
        }

        assertThat(store.intervals()).isEqualTo(expected);
        assertThat(store.rows.values()).hasSameSizeAs(expected);
        assertThat(store.record(reports.toArray(AlertReport[]::new)).changesNothing()).isTrue();
    }

    /** Starts in the first half of an episode, ends in the second; without an end it was resolved unseen. */
    @Provide
    Arbitrary<List<Episode>> episodes() {
        return Combinators.combine(Arbitraries.integers().between(0, 30).list().ofMinSize(1).ofMaxSize(3).uniqueElements(),
                Arbitraries.integers().between(40, 80).list().ofMaxSize(2).uniqueElements()).as(Episode::new).list()
                .ofMinSize(1).ofMaxSize(4);
    }

    @Example
    void aStartThatMovesBackLeavesNothingOpen() {
        Store store = new Store();
        store.record(firing(16));
        store.record(firing(1));
        store.record(resolved(1, 30));
        assertThat(store.intervals()).containsExactly("1 to 30");
        assertThat(store.record(firing(16), resolved(16, 30), firing(1), resolved(1, 30)).changesNothing()).isTrue();
    }

    @Example
    void aFiringWhoseEndWasNeverToldEndsWithTheNext() {
        Store store = new Store();
        store.record(firing(33));
        store.record(firing(45));
        store.record(resolved(45, 50));
        assertThat(store.intervals()).containsExactly("33 to 50");
        store.record(resolved(33, 42));
        assertThat(store.intervals()).containsExactly("33 to 42", "45 to 50");
    }

    @Example
    void anEndThatNobodyToldEndsNoLaterFiring() {
        Store store = new Store();
        store.record(resolved(1, 5));
        store.record(firing(7));
        AlertReport late = resolved(1, 90);
        assertThat(store.record(new AlertReport(late.fingerprint(), late.startsAt(), false, late.session())).changesNothing())
                .isTrue();
        assertThat(store.intervals()).containsExactly("1 to 5", "7 to ");
    }
}
