package io.alerthistory.episode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import com.fasterxml.jackson.databind.JsonNode;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Which episodes follow from reports, in whatever order they arrive. Instants are small numbers. */
class EpisodeFoldTest {

    private static final long NOW = 1_000;

    private static ReportedStart leased(long start, long until) {
        return ReportedStart.leased(start, until, NOW);
    }

    private static ReportedStart seen(long start, long at) {
        return ReportedStart.seen(start, at, NOW);
    }

    private static ReportedStart ended(long start, long end) {
        return ReportedStart.ended(start, end, NOW);
    }

    private static ReportedStart doubtful(long start, long end) {
        return ReportedStart.doubtfullyEnded(start, end, NOW);
    }

    private static String text(Episode episode) {
        return episode.startsAtUs() + "-" + (episode.endsAtUs() == null ? "" : episode.endsAtUs() + " " + episode.endReason());
    }

    private static List<String> texts(List<Episode> episodes) {
        return episodes.stream().map(EpisodeFoldTest::text).toList();
    }

    static Stream<Arguments> histories() {
        return Stream.of(
                Arguments.of("a report without an end fires", List.of(seen(10, 20)), List.of("10-")),
                Arguments.of("a promise that has not passed", List.of(leased(10, 1_000)), List.of("10-")),
                Arguments.of("a promise that has passed", List.of(leased(10, 999)), List.of("10-999 ASSUMED")),
                Arguments.of("a reported end", List.of(ended(10, 20)), List.of("10-20 TOLD")),
                Arguments.of("a reported end wins over a promise", List.of(ended(10, 20), leased(10, 2_000)),
                        List.of("10-20 TOLD")),
                Arguments.of("the later of two reported ends", List.of(ended(10, 20), ended(10, 30)), List.of("10-30 TOLD")),
                Arguments.of("an end before its start", List.of(ended(10, 5)), List.of("10-10 TOLD")),
                Arguments.of("overlapping intervals are one", List.of(ended(10, 20), ended(15, 30)), List.of("10-30 TOLD")),
                Arguments.of("touching intervals are two", List.of(ended(10, 20), ended(20, 30)),
                        List.of("10-20 TOLD", "20-30 TOLD")),
                Arguments.of("a start within an interval", List.of(ended(10, 20), leased(15, 500)), List.of("10-20 TOLD")),
                Arguments.of("it does not reach beyond that interval", List.of(ended(10, 20), leased(15, 500), ended(40, 50)),
                        List.of("10-20 TOLD", "40-50 TOLD")),
                Arguments.of("a start at an end is another episode", List.of(ended(10, 20), leased(20, 2_000)),
                        List.of("10-20 TOLD", "20-")),
                Arguments.of("an earlier start moves an episode", List.of(ended(10, 20), leased(5, 50)), List.of("5-20 TOLD")),
                Arguments.of("it reaches the next episode only", List.of(ended(10, 20), leased(5, 50), ended(30, 40)),
                        List.of("5-20 TOLD", "30-40 TOLD")),
                Arguments.of("a chain of starts moves an episode", List.of(ended(30, 40), leased(10, 25), leased(20, 35)),
                        List.of("10-40 TOLD")),
                Arguments.of("two promises that overlap", List.of(leased(10, 30), leased(20, 2_000)), List.of("10-")),
                Arguments.of("two promises that touch", List.of(leased(10, 20), leased(20, 2_000)),
                        List.of("10-20 ASSUMED", "20-")),
                Arguments.of("a short promise within a long one", List.of(leased(10, 100), leased(20, 30), leased(50, 60)),
                        List.of("10-100 ASSUMED")),
                Arguments.of("a sighting proves its own instant", List.of(seen(10, 20), seen(20, 25)), List.of("10-")),
                Arguments.of("a later start supersedes", List.of(seen(10, 20), seen(21, 25)),
                        List.of("10-21 SUPERSEDED", "21-")),
                Arguments.of("also if it has ended", List.of(seen(10, 20), ended(40, 50)),
                        List.of("10-40 SUPERSEDED", "40-50 TOLD")),
                Arguments.of("a sighting does not end when a promise passes", List.of(seen(10, 20), leased(10, 30)),
                        List.of("10-30 ASSUMED")),
                Arguments.of("an end that nobody can know", List.of(doubtful(10, 20)), List.of("10-20 ASSUMED")),
                Arguments.of("it is told when the alert was seen firing", List.of(doubtful(10, 20), leased(10, 15)),
                        List.of("10-20 TOLD")),
                Arguments.of("it is not final", List.of(doubtful(10, 20), leased(10, 2_000)), List.of("10-20 TOLD")),
                Arguments.of("a report after a promise reopens", List.of(leased(10, 500), leased(10, 1_500)), List.of("10-")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("histories")
    void reportsMakeEpisodes(String what, List<ReportedStart> reports, List<String> expected) {
        assertThat(texts(fold(reports))).as(what).isEqualTo(expected);
        assertThat(texts(new Stored().record(reports).episodes())).as(what).isEqualTo(expected);
        List<ReportedStart> reversed = new ArrayList<>(reports);
        Collections.reverse(reversed);
        assertThat(texts(new Stored().record(reversed).episodes())).as(what).isEqualTo(expected);
    }

    private static List<Episode> fold(List<ReportedStart> reports) {
        Map<Long, ReportedStart> starts = new TreeMap<>();
        reports.forEach(report -> starts.merge(report.startsAtUs(), report, ReportedStart::merge));
        return EpisodeFold.fold(starts.values(), null, NOW);
    }

    /** Episodes as a database keeps them between requests, of which each reads no more than it may change. */
    private static final class Stored {

        private final TreeMap<Long, Episode> rows = new TreeMap<>();

        Stored record(List<ReportedStart> reports) {
            reports.forEach(report -> changes(List.of(report)));
            return this;
        }

        EpisodeChanges changes(List<ReportedStart> reports) {
            ReportedAlert alert = new ReportedAlert(new AlertKey("", "f"), new TreeMap<>(Map.of("alertname", "A")), null, null);
            EpisodePlan.Range range = EpisodePlan
                    .ranges(reports.stream().map(start -> new EpisodeReport(alert, start)).toList())
                    .get(alert.key());
            long to = rows.values().stream().filter(episode -> episode.starts().size() > 1)
                    .flatMap(episode -> episode.starts().stream())
                    .filter(start -> start.startsAtUs() >= range.fromUs() && start.startsAtUs() <= range.toUs()
                            && start.doubtfulEndUs() != null)
                    .mapToLong(ReportedStart::doubtfulEndUs).reduce(range.toUs(), Math::max);
            Long from = rows.floorKey(range.fromUs());
            List<Episode> known = List.copyOf(rows.subMap(from == null ? range.fromUs() : from, true, to, true).values());
            EpisodeChanges changes = EpisodeChanges.of(new KnownEpisodes(known, rows.higherKey(to)), reports, NOW);
            changes.removed().forEach(start -> assertThat(rows.remove(start)).isNotNull());
            changes.written().forEach(episode -> rows.put(episode.startsAtUs(), asStored(episode)));
            return changes;
        }

        List<Episode> episodes() {
            return List.copyOf(rows.values());
        }

        /** The row of an episode with a single start says no more than this of what was reported. */
        private static Episode asStored(Episode episode) {
            if (episode.starts().size() > 1) {
                return episode;
            }
            ReportedStart start = episode.starts().get(0);
            boolean told = episode.endReason() == EndReason.TOLD;
            Long doubtful = episode.endReason() == EndReason.ASSUMED && start.leaseUntilUs() == null
                    && start.provenUntilUs() == null ? episode.endsAtUs() : null;
            return new Episode(episode.endsAtUs(), episode.endReason(), episode.endReceivedAtUs(),
                    List.of(new ReportedStart(start.startsAtUs(), start.leaseUntilUs(), start.provenUntilUs(),
                            told ? episode.endsAtUs() : null, doubtful, start.receivedAtUs(), episode.endReceivedAtUs())));
        }
    }

    @Provide
    Arbitrary<ReportedStart> report() {
        Arbitrary<Long> instant = Arbitraries.longs().between(0, 60);
        return Combinators.combine(Arbitraries.integers().between(0, 3), instant, instant).as((kind, one, other) -> {
            long start = Math.min(one, other);
            long end = Math.max(one, other);
            return switch (kind) {
                case 0 -> leased(start, end == 60 ? 2_000 : end);
                case 1 -> seen(start, end);
                case 2 -> ended(start, end);
                default -> doubtful(start, end);
            };
        });
    }

    @Property(tries = 5_000)
    void orderRepetitionAndStorageMakeNoDifference(@ForAll List<@net.jqwik.api.From("report") ReportedStart> reports,
            @ForAll long seed) {
        Random random = new Random(seed);
        List<ReportedStart> sent = new ArrayList<>();
        reports.forEach(report -> sent.addAll(Collections.nCopies(1 + random.nextInt(3), report)));
        Collections.shuffle(sent, random);
        Stored stored = new Stored();
        for (int at = 0; at < sent.size();) {
            int size = Math.min(sent.size() - at, 1 + random.nextInt(4));
            stored.changes(sent.subList(at, at + size));
            at += size;
        }

        assertThat(texts(stored.episodes())).isEqualTo(texts(fold(reports)));
        assertThat(stored.episodes()).allSatisfy(
                episode -> assertThat(episode.endsAtUs() == null || episode.endsAtUs() >= episode.startsAtUs()).isTrue());
        for (ReportedStart report : reports) {
            EpisodeChanges again = stored.changes(List.of(report));
            assertThat(again.isEmpty()).as("a repeat of %s changes %s", report, again).isTrue();
            assertThat(again.outcomes()).containsExactly(RecordedFacts.Outcome.UNCHANGED);
        }
    }

    private static ReportedStart endedAtReceipt(long start, long us) {
        return ReportedStart.ended(start, us, us);
    }

    /** Its sender does not say when it ended, and repeats it. */
    @Example
    void anEndWithoutATimeIsThatOfTheFirstReport() {
        List<ReportedStart> copies = List.of(endedAtReceipt(10, 500), endedAtReceipt(10, 560), endedAtReceipt(10, 620));
        assertThat(texts(fold(copies))).containsExactly("10-500 TOLD");
        assertThat(texts(fold(List.of(copies.get(2), copies.get(0), copies.get(1))))).containsExactly("10-500 TOLD");
        Stored stored = new Stored().record(List.of(seen(10, 400), copies.get(0)));
        assertThat(stored.changes(List.of(copies.get(1))).isEmpty()).isTrue();
        assertThat(texts(stored.episodes())).containsExactly("10-500 TOLD");
    }

    @Example
    void anEndWithATimeWinsOverOneWithout() {
        ReportedStart said = ReportedStart.ended(10, 450, 700);
        for (List<ReportedStart> reports : List.of(List.of(said, endedAtReceipt(10, 500)),
                List.of(endedAtReceipt(10, 500), said))) {
            assertThat(texts(fold(reports))).containsExactly("10-450 TOLD");
            assertThat(texts(new Stored().record(reports).episodes())).containsExactly("10-450 TOLD");
        }
    }

    /** Made differently: instant by instant, from what is told. */
    @Property(tries = 2_000)
    void toldIntervalsAreTheUnionOfTheReports(@ForAll List<@net.jqwik.api.From("told") ReportedStart> reports) {
        Map<Long, Long> ends = new TreeMap<>();
        reports.forEach(
                report -> ends.merge(report.startsAtUs(), java.util.Objects.requireNonNull(report.toldEndUs()), Math::max));
        List<String> expected = new ArrayList<>();
        @Nullable
        Long from = null;
        long to = 0;
        for (Map.Entry<Long, Long> interval : ends.entrySet()) {
            if (from != null && interval.getKey() < to) {
                to = Math.max(to, interval.getValue());
            } else {
                if (from != null) {
                    expected.add(from + "-" + to + " TOLD");
                }
                from = interval.getKey();
                to = interval.getValue();
            }
        }
        if (from != null) {
            expected.add(from + "-" + to + " TOLD");
        }

        assertThat(texts(fold(reports))).isEqualTo(expected);
    }

    @Provide
    Arbitrary<ReportedStart> told() {
        return Combinators.combine(Arbitraries.longs().between(0, 60), Arbitraries.longs().between(0, 20))
                .as((start, length) -> ended(start, start + length));
    }

    @Example
    void whatIsSaidForLongerIsWrittenWhenItMatters() {
        Stored stored = new Stored();
        stored.changes(List.of(leased(10, NOW + 240)));
        assertThat(stored.changes(List.of(leased(10, NOW + 300))).isEmpty()).isTrue();
        assertThat(stored.changes(List.of(leased(10, NOW + 480))).written()).hasSize(1);
    }

    @Example
    void whatTimeAloneEndsIsAssumed() {
        Stored stored = new Stored();
        stored.changes(List.of(leased(10, NOW + 50)));
        EpisodeChanges lapsed = EpisodeChanges.lapsed(new KnownEpisodes(stored.episodes(), null), NOW + 51);
        assertThat(texts(lapsed.written())).containsExactly("10-1050 ASSUMED");
        assertThat(EpisodeChanges.lapsed(new KnownEpisodes(stored.episodes(), null), NOW + 50).isEmpty()).isTrue();
    }

    /** What somebody knows who follows the events: the episodes, by their starts, with their ends. */
    private static void follow(Map<Long, String> followed, AlertEvent event) {
        JsonNode fields = event.fields().tree();
        Long start = fields.path("starts_at_us").asLong();
        switch (event.type()) {
            case "alert.fired" -> followed.put(start, "");
            case "alert.resolved" -> followed.replace(start,
                    fields.path("ends_at_us").asLong() + " " + fields.path("end_reason").asText().toUpperCase(Locale.ROOT));
            default -> followed.put(start, followed.remove(fields.path("previous_starts_at_us").asLong()));
        }
    }

    @Property(tries = 1_000)
    void whoFollowsTheEventsKnowsTheEpisodes(@ForAll List<@net.jqwik.api.From("report") ReportedStart> reports,
            @ForAll long seed) {
        Random random = new Random(seed);
        Stored stored = new Stored();
        TreeMap<Long, String> followed = new TreeMap<>();
        for (int at = 0; at < reports.size();) {
            int size = Math.min(reports.size() - at, 1 + random.nextInt(4));
            stored.changes(reports.subList(at, at + size)).events().forEach(event -> follow(followed, event));
            at += size;
        }

        assertThat(followed.entrySet().stream().map(episode -> episode.getKey() + "-" + episode.getValue()).toList())
                .isEqualTo(texts(stored.episodes()));
        for (ReportedStart report : reports) {
            assertThat(stored.changes(List.of(report)).events()).isEmpty();
        }
    }
}
