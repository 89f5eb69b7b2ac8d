package io.alerthistory.episode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

/** What those who watch are told. */
class EpisodeNewsTest {

    private static final long SECOND = 1_000_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long NOW = 30 * 24 * 60 * MINUTE;

    private static List<String> told(List<AlertEvent> events) {
        return events.stream().map(event -> event.type() + " " + event.fields().text().replace(" ", "")).toList();
    }

    private static List<Episode> fold(long nowUs, ReportedStart... reports) {
        Map<Long, ReportedStart> starts = new TreeMap<>();
        for (ReportedStart report : reports) {
            starts.merge(report.startsAtUs(), report, ReportedStart::merge);
        }
        return EpisodeFold.fold(starts.values(), null, nowUs);
    }

    /** What each further report tells of an alert. */
    private static List<String> told(ReportedStart... reports) {
        List<ReportedStart> known = new ArrayList<>();
        List<String> told = new ArrayList<>();
        for (ReportedStart report : reports) {
            List<Episode> before = fold(NOW, known.toArray(ReportedStart[]::new));
            known.add(report);
            told.addAll(told(EpisodeNews.of(before, fold(NOW, known.toArray(ReportedStart[]::new)), NOW)));
        }
        return told;
    }

    private static ReportedStart leased(long start, long until) {
        return ReportedStart.leased(start, until, NOW);
    }

    private static ReportedStart ended(long start, long end) {
        return ReportedStart.ended(start, end, NOW);
    }

    private static String fired(long start) {
        return "alert.fired {\"starts_at_us\":" + start + "}";
    }

    private static String resolved(long start, long end, String reason) {
        return "alert.resolved {\"starts_at_us\":" + start + ",\"ends_at_us\":" + end + ",\"end_reason\":\"" + reason
                + "\"}";
    }

    private static String moved(long start, long previous) {
        return "alert.moved {\"starts_at_us\":" + start + ",\"previous_starts_at_us\":" + previous + "}";
    }

    @Test
    void anAlertFiresAndEnds() {
        long start = NOW - 10 * MINUTE;

        assertThat(told(leased(start, NOW + MINUTE), leased(start, NOW + 4 * MINUTE), ended(start, NOW - SECOND),
                ended(start, NOW - SECOND))).containsExactly(fired(start), resolved(start, NOW - SECOND, "told"));
    }

    @Test
    void aStartThatMovesBackIsToldOnce() {
        long start = NOW - 10 * MINUTE;

        assertThat(told(leased(start, NOW + MINUTE), leased(start - SECOND, NOW + MINUTE), leased(start, NOW + MINUTE)))
                .containsExactly(fired(start), moved(start - SECOND, start));
    }

    /** Whoever follows knows the start that was told. */
    @Test
    void aStartThatMovesBackAndEndedLongAgoIsToldWithItsEnd() {
        long start = NOW - 300 * MINUTE;

        assertThat(told(ReportedStart.seen(start, NOW, NOW), ended(start - SECOND, NOW - 200 * MINUTE))).last()
                .isEqualTo(resolved(start - SECOND, NOW - 200 * MINUTE, "told"));
        assertThat(told(ReportedStart.seen(start, NOW, NOW), ended(start - SECOND, NOW - 200 * MINUTE)))
                .contains(moved(start - SECOND, start));
    }

    @Test
    void anAlertThatStartsAgainEndsTheEpisodeBefore() {
        long start = NOW - 10 * MINUTE;

        assertThat(told(ReportedStart.seen(start, start + SECOND, NOW), ReportedStart.seen(NOW, NOW, NOW)))
                .containsExactly(fired(start), resolved(start, NOW, "superseded"), fired(NOW));
    }

    @Test
    void anEpisodeWhoseEndWasAssumedFiresAgain() {
        long start = NOW - 10 * MINUTE;

        assertThat(told(leased(start, NOW - MINUTE), leased(start, NOW + MINUTE))).containsExactly(fired(start),
                resolved(start, NOW - MINUTE, "assumed"), fired(start));
    }

    @Test
    void anEndThatBecomesCertainIsTold() {
        long start = NOW - 10 * MINUTE;

        assertThat(told(leased(start, NOW - MINUTE), ended(start, NOW - 2 * MINUTE))).containsExactly(fired(start),
                resolved(start, NOW - MINUTE, "assumed"), resolved(start, NOW - 2 * MINUTE, "told"));
    }

    @Test
    void whatEndedLongAgoIsNoNews() {
        long start = NOW - 300 * MINUTE;

        assertThat(told(ended(start, NOW - 61 * MINUTE), ended(start, NOW - 60 * MINUTE - 1),
                ended(start - SECOND, NOW - 200 * MINUTE), leased(start - 2 * SECOND, start + SECOND))).isEmpty();
        assertThat(told(ended(start, NOW - 60 * MINUTE))).hasSize(2);
    }

    @Test
    void whatWasLastSeenLongAgoIsNoNewsAlthoughItIsOpen() {
        long start = NOW - 300 * MINUTE;

        assertThat(told(ReportedStart.seen(start, start, start))).isEmpty();
        assertThat(told(ReportedStart.seen(start, NOW, NOW))).containsExactly(fired(start));
    }

    @Test
    void theEndOfWhatFiredIsToldHoweverLate() {
        long start = NOW - 300 * MINUTE;
        List<Episode> open = fold(start, leased(start, start + MINUTE));

        List<AlertEvent> events = EpisodeNews.of(open, fold(NOW, leased(start, start + MINUTE)), NOW);

        assertThat(told(events)).containsExactly(resolved(start, start + MINUTE, "assumed"));
    }
}
