package io.alerthistory.episode.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.alerthistory.episode.EndReason;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class DayFiguresTest {

    private static final long S = Definitions.SECOND_US;

    /** In seconds. */
    private static EpisodeFacts episode(long start, @Nullable Long end, @Nullable EndReason reason, boolean notified,
            boolean silenced, @Nullable Long acked, @Nullable Long silence) {
        return new EpisodeFacts(start * S, us(end), reason, notified, silenced, us(acked), us(silence), null);
    }

    private static @Nullable Long us(@Nullable Long seconds) {
        return seconds == null ? null : Long.valueOf(seconds * S);
    }

    private static DayFigures day(EpisodeFacts... episodes) {
        return DayFigures.of(List.of(episodes), 0, Definitions.DAY_US);
    }

    @Test
    void onlyToldEndsAreTimesToResolve() {
        StatisticsFigures figures = StatisticsFigures.of(day(episode(0, 100L, EndReason.TOLD, false, false, null, null),
                episode(200, 500L, EndReason.TOLD, false, false, null, null),
                episode(600, 9_000L, EndReason.ASSUMED, false, false, null, null),
                episode(10_000, 20_000L, EndReason.SUPERSEDED, false, false, null, null),
                episode(30_000, null, null, false, false, null, null)), null, 30_050 * S);

        assertThat(figures.episodes()).isEqualTo(5);
        assertThat(figures.toldEnds()).isEqualTo(2);
        assertThat(figures.assumed()).isEqualTo(2);
        assertThat(figures.open()).isEqualTo(1);
        assertThat(figures.mttrSeconds()).isEqualTo(200);
        assertThat(figures.p50Seconds()).isEqualTo(100);
        assertThat(figures.p90Seconds()).isEqualTo(300);
        assertThat(figures.firingSeconds()).isEqualTo(100 + 300 + 8_400 + 10_000 + 50);
    }

    @Test
    void whatCannotBeMeasuredIsNull() {
        StatisticsFigures figures = StatisticsFigures.of(day(episode(0, null, null, false, false, null, null)), null, 0);
        assertThat(figures).extracting(StatisticsFigures::mttrSeconds, StatisticsFigures::p50Seconds,
                StatisticsFigures::p90Seconds, StatisticsFigures::mttaSeconds, StatisticsFigures::refireRate,
                StatisticsFigures::noise, StatisticsFigures::suppressed).containsOnlyNulls();
        assertThat(figures.ackRate()).isZero();
        assertThat(StatisticsFigures.of(DayFigures.NONE, 0L, 0)).extracting(StatisticsFigures::ackRate,
                StatisticsFigures::suppressed).containsOnlyNulls();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            100, TOLD,       86500, 1
            100, TOLD,       86501, 0
            100, ASSUMED,    101,   0
            100, SUPERSEDED, 101,   0
            100, TOLD,       100,   1""")
    void aRefireStartsWithinADayOfATooldEnd(long end, EndReason reason, long next, long expected) {
        List<EpisodeFacts> episodes = List.of(episode(0, end, reason, false, false, null, null),
                episode(next, null, null, false, false, null, null));
        assertThat(DayFigures.of(episodes, 1, 2 * Definitions.DAY_US).tally().refires()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            300, TOLD,    true,  false, , , 1
            301, TOLD,    true,  false, , , 0
            300, ASSUMED, true,  false, , , 0
            300, TOLD,    false, false, , , 0
            300, TOLD,    true,  true,  , , 0
            300, TOLD,    true,  false, 5, , 0
            300, TOLD,    true,  true,  , 5, 0""")
    void noiseIsWhatSomebodyWasToldOfAndNobodyAnswered(long end, EndReason reason, boolean notified, boolean silenced,
            @Nullable Long acked, @Nullable Long silence, long expected) {
        assertThat(day(episode(0, end, reason, notified, silenced, acked, silence)).tally().unanswered()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({ ",,,0,0", "30,,,1,30", ",40,,1,40", ",,50,1,50", "30,20,,1,20", "20,30,40,1,20", "40,30,20,1,20",
            ",20,30,1,20" })
    void theFirstHumanActCounts(@Nullable Long acked, @Nullable Long silence, @Nullable Long acted, long count,
            long seconds) {
        DayFigures figures = day(new EpisodeFacts(0, 100 * S, EndReason.TOLD, true, silence != null, us(acked), us(silence),
                us(acted)));
        assertThat(figures.tally().unanswered()).isEqualTo(1 - count);
        assertThat(figures.tally().acked()).isEqualTo(count);
        assertThat(figures.times().ttaUs()).isEqualTo(seconds * S);
    }

    @Test
    void onlyWhatStartsInTheRangeCounts() {
        List<EpisodeFacts> episodes = List.of(episode(0, 10L, EndReason.TOLD, false, false, null, null),
                episode(86_399, 90_000L, EndReason.TOLD, false, false, null, null),
                episode(172_800, 172_801L, EndReason.TOLD, false, false, null, null));
        DayFigures second = DayFigures.of(episodes, Definitions.DAY_US, 2 * Definitions.DAY_US);
        assertThat(second).isEqualTo(DayFigures.NONE);
        DayFigures first = DayFigures.of(episodes, 0, Definitions.DAY_US);
        assertThat(first.tally().episodes()).isEqualTo(2);
        assertThat(first.quarters().text()).isEqualTo("0 95");
        assertThat(first.durations().text()).isEqualTo("10 3601");
    }

    /** The sums of days are those of the whole; the naive model goes through the episodes one figure at a time. */
    @Property
    void daysAddUp(@ForAll @Size(max = 40) List<@IntRange(min = 1, max = 40_000) Integer> gaps,
            @ForAll @Size(min = 40, max = 40) List<@IntRange(min = 0, max = 127) Integer> kinds) {
        List<EpisodeFacts> episodes = new ArrayList<>();
        long at = 0;
        for (int i = 0; i + 1 < gaps.size(); i += 2) {
            int kind = kinds.get(i);
            long start = at + gaps.get(i);
            long end = start + gaps.get(i + 1);
            at = end;
            episodes.add(episode(start, end, EndReason.of(1 + kind % 3), (kind & 8) != 0, (kind & 16) != 0,
                    (kind & 32) != 0 ? Long.valueOf(start + kind) : null, (kind & 64) != 0 ? Long.valueOf(start + 7) : null));
        }
        int days = (int) (at / 86_400) + 1;

        DayFigures sum = DayFigures.sum(IntStream.range(0, days)
                .mapToObj(day -> DayFigures.of(episodes, Definitions.startOf(day), Definitions.startOf(day + 1))).toList());

        assertThat(sum).isEqualTo(DayFigures.of(episodes, 0, Definitions.startOf(days)));
        List<EpisodeFacts> told = episodes.stream().filter(one -> one.endReason() == EndReason.TOLD).toList();
        assertThat(sum.tally().toldEnds()).isEqualTo(told.size());
        assertThat(sum.times().ttrUs()).isEqualTo(told.stream().mapToLong(DayFiguresTest::duration).sum());
        assertThat(sum.times().firingUs()).isEqualTo(episodes.stream().mapToLong(DayFiguresTest::duration).sum());
        assertThat(sum.durations().total()).isEqualTo(told.size());
        assertThat(sum.tally().refires()).isEqualTo(IntStream.range(1, episodes.size()).filter(i -> told
                .contains(episodes.get(i - 1))
                && episodes.get(i).startsAtUs() - Objects.requireNonNull(episodes.get(i - 1).endsAtUs()) <= 86_400 * S)
                .count());
        assertThat(sum.tally().acked())
                .isEqualTo(episodes.stream().filter(one -> one.ackedAtUs() != null || one.silencedAtUs() != null).count());
    }

    private static long duration(EpisodeFacts episode) {
        return Objects.requireNonNull(episode.endsAtUs()) - episode.startsAtUs();
    }
}
