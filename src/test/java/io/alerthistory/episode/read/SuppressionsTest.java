package io.alerthistory.episode.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.alerthistory.episode.AlertKey;
import io.alerthistory.episode.Suppression;

/** From when until when an episode is held back. */
class SuppressionsTest {

    private static final String OTHER = "00000000deadbeef";

    private static Suppressed silenced(long seen, long start, @Nullable Long end, @Nullable Long silenceStart,
            @Nullable Long silenceEnd) {
        return new Suppressed(1, "", Suppression.Kind.SILENCED, "s", seen, 9_999, start, end, silenceStart, silenceEnd, "jdoe",
                "");
    }

    private static Suppressed inhibited(long start, @Nullable Long end) {
        return new Suppressed(1, "", Suppression.Kind.INHIBITED, "0:" + OTHER, 5_000, 9_999, start, end, null, null, null,
                null);
    }

    private static List<String> told(Suppressions suppressions, long nowUs) {
        return suppressions.transitions(nowUs).stream().sorted(TransitionView.ORDER)
                .map(transition -> transition.kind().jsonName() + "@" + transition.atUs()).toList();
    }

    @Test
    void aSilenceHoldsFromTheLaterStartToTheEarlierEnd() {
        assertThat(told(new Suppressions(List.of(silenced(9_000, 3_000, 20_000L, 5_999L, 30_000L)), List.of()), 50_000))
                .containsExactly("silenced@5000", "unsilenced@20000");
        assertThat(told(new Suppressions(List.of(silenced(9_000, 7_000, null, 5_000L, 30_000L)), List.of()), 50_000))
                .containsExactly("silenced@7000", "unsilenced@30000");
    }

    @Test
    void whoSilencedIsToldWithTheSilenceAlone() {
        assertThat(new Suppressions(List.of(silenced(9_000, 3_000, 20_000L, 5_000L, 30_000L)), List.of()).transitions(50_000))
                .extracting(TransitionView::kind, TransitionView::by, TransitionView::comment).containsExactlyInAnyOrder(
                        tuple(TransitionKind.SILENCED, "jdoe", null), tuple(TransitionKind.UNSILENCED, null, null));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '=', value = { "|a,b rule|a,b = 1", "|a rule|a,b = 2", "|a = 1", "rule|a other|a = 2" })
    void anInhibitionWhoseRuleIsKnownStandsForTheOneWithout(String refs, int told) {
        List<Suppressed> rows = Stream.of(refs.split(" "))
                .map(ref -> new Suppressed(1, "", Suppression.Kind.INHIBITED, ref, 5_000, 9_999, 3_000, null, null, null, null,
                        null))
                .toList();
        assertThat(new Suppressions(rows, List.of()).transitions(50_000)).hasSize(told);
    }

    @Test
    void theRuleOfAnotherEpisodeStandsForNothing() {
        List<Suppressed> rows = Stream.of("1 |a", "2 rule|a").map(row -> row.split(" "))
                .map(row -> new Suppressed(1, "", Suppression.Kind.INHIBITED, row[1], 5_000, 9_999, Long.parseLong(row[0]),
                        null,
                        null, null, null, null))
                .toList();
        assertThat(new Suppressions(rows, List.of()).transitions(50_000)).hasSize(2);
    }

    @Test
    void anEndInTheFutureMayStillChange() {
        assertThat(told(new Suppressions(List.of(silenced(9_000, 3_000, null, 5_000L, 30_000L)), List.of()), 29_999))
                .containsExactly("silenced@5000");
    }

    @Test
    void anUnknownSilenceHoldsFromItsFirstSight() {
        assertThat(told(new Suppressions(List.of(silenced(9_000, 3_000, null, null, null)), List.of()), 50_000))
                .containsExactly("silenced@9000");
    }

    @Test
    void aSilenceThatEndedBeforeTheEpisodeDoesNotHoldIt() {
        assertThat(told(new Suppressions(List.of(silenced(9_000, 8_000, null, 1_000L, 7_000L)), List.of()), 50_000)).isEmpty();
    }

    @Test
    void sightsOfOneSilenceInOneEpisodeAreOneFact() {
        assertThat(told(new Suppressions(List.of(silenced(9_000, 3_000, null, 5_000L, 60_000L),
                silenced(40_000, 3_000, null, 5_000L, 60_000L)), List.of()), 50_000)).containsExactly("silenced@5000");
    }

    @Test
    void anAlertInhibitsWhileBothFire() {
        Inhibitor source = new Inhibitor(new AlertKey("", OTHER), 5_000, 2_000, 8_000L);
        assertThat(told(new Suppressions(List.of(inhibited(3_000, 20_000L)), List.of(source)), 50_000))
                .containsExactly("inhibited@3000", "uninhibited@8000");
        assertThat(told(new Suppressions(List.of(inhibited(1_000, null)), List.of(source)), 7_999))
                .containsExactly("inhibited@2000");
    }

    @Test
    void anUnknownAlertInhibitsFromTheFirstSight() {
        assertThat(told(new Suppressions(List.of(inhibited(3_000, 20_000L)), List.of()), 50_000))
                .containsExactly("inhibited@5000", "uninhibited@20000");
    }

    private static List<Suppressions.HeldEpisode> held(long nowUs, List<Inhibitor> inhibitors, Suppressed... rows) {
        return new Suppressions(List.of(rows), inhibitors).episodes(nowUs);
    }

    @Test
    void whatHoldsAtTheSameTimeCountsOnce() {
        assertThat(held(50_000, List.of(), silenced(9_000, 3_000, 20_000L, 5_000L, 10_000L), inhibited(3_000, 20_000L)))
                .containsExactly(new Suppressions.HeldEpisode(1, 3_000, 15_000, true));
        assertThat(held(50_000, List.of(), silenced(9_000, 3_000, 20_000L, 5_000L, 10_000L),
                silenced(18_000, 3_000, 20_000L, 15_000L, 30_000L)))
                .containsExactly(new Suppressions.HeldEpisode(1, 3_000, 10_000, true));
    }

    /** What fires is counted up to now, and is not settled; nor is what ended before the alert that inhibits it. */
    @Test
    void whatMayChangeIsNotSettled() {
        assertThat(held(25_000, List.of(), silenced(9_000, 3_000, null, 5_000L, 30_000L)))
                .containsExactly(new Suppressions.HeldEpisode(1, 3_000, 20_000, false));
        assertThat(held(50_000, List.of(), silenced(9_000, 3_000, null, 5_000L, 30_000L)))
                .containsExactly(new Suppressions.HeldEpisode(1, 3_000, 25_000, false));
        Inhibitor fires = new Inhibitor(new AlertKey("", OTHER), 5_000, 2_000, null);
        assertThat(held(50_000, List.of(fires), inhibited(3_000, 20_000L)))
                .containsExactly(new Suppressions.HeldEpisode(1, 3_000, 17_000, false));
        Inhibitor ended = new Inhibitor(new AlertKey("", OTHER), 5_000, 2_000, 8_000L);
        assertThat(held(50_000, List.of(ended), inhibited(3_000, 20_000L)))
                .containsExactly(new Suppressions.HeldEpisode(1, 3_000, 5_000, true));
        assertThat(held(50_000, List.of(ended), inhibited(3_000, null)))
                .containsExactly(new Suppressions.HeldEpisode(1, 3_000, 5_000, false));
    }

    @Test
    void alertsThatInhibitAreLookedUpInPortions() {
        List<Suppressed> rows = IntStream.range(0, 450).mapToObj(i -> new Suppressed(i, "", Suppression.Kind.INHIBITED,
                "0:%016x".formatted(i), 5_000, 9_999, 1, null, null, null, null, null)).toList();
        assertThat(Suppressions.asked(rows)).extracting(List::size).containsExactly(200, 200, 50);
        assertThat(Suppressions.asked(rows).stream().flatMap(List::stream)).hasSize(450).doesNotHaveDuplicates();
        assertThat(Suppressions.asked(List.of(silenced(9_000, 3_000, null, 5_000L, 30_000L)))).isEmpty();
    }

    @Test
    void whatHoldsAtAnInstantIsTold() {
        Suppressions suppressions = new Suppressions(List.of(silenced(9_000, 3_000, 20_000L, 5_000L, 30_000L)), List.of());
        assertThat(suppressions.silencing(1, 3_000, 4_999L)).isEmpty();
        assertThat(suppressions.silencing(1, 3_000, 5_000L)).extracting(SilenceView::silenceId).containsExactly("s");
        assertThat(suppressions.silencing(1, 3_000, 20_000L)).isEmpty();
        assertThat(suppressions.silencing(1, 3_000, null)).extracting(SilenceView::silenceId).containsExactly("s");
        assertThat(suppressions.inhibiting(1, 3_000, null)).isEmpty();
        assertThat(suppressions.silencing(2, 3_000, null)).isEmpty();
    }
}
