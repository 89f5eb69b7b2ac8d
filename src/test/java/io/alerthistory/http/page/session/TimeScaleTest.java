package io.alerthistory.http.page.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import io.alerthistory.http.page.session.TimeScale.Span;

class TimeScaleTest {

    private static final long SECOND = 1_000_000;

    private static Span span(long from, long to) {
        return new Span(from * SECOND, to * SECOND);
    }

    @Test
    void withoutGapsTimeIsProportionalToPlace() {
        TimeScale scale = TimeScale.of(span(0, 100), List.of(span(0, 100)));

        assertThat(scale.folds()).isEmpty();
        assertThat(scale.x(0)).isZero();
        assertThat(scale.x(50 * SECOND)).isEqualTo(TimeScale.WIDTH / 2);
        assertThat(scale.x(100 * SECOND)).isEqualTo(TimeScale.WIDTH);
    }

    @Test
    void aLongGapTakesLittleWidthAndTheRestKeepsOneScale() {
        TimeScale scale = TimeScale.of(span(0, 3_620), List.of(span(0, 10), span(3_610, 3_620)));

        assertThat(scale.folds()).hasSize(1);
        double fold = scale.folds().get(0).width();
        assertThat(fold).isLessThan(TimeScale.WIDTH / 20);
        assertThat(scale.x(10 * SECOND)).isCloseTo((TimeScale.WIDTH - fold) / 2, within(0.01));
        assertThat(scale.x(3_610 * SECOND)).isCloseTo((TimeScale.WIDTH + fold) / 2, within(0.01));
    }

    @Test
    void aShortGapStays() {
        assertThat(TimeScale.of(span(0, 41), List.of(span(0, 20), span(21, 41))).folds()).isEmpty();
    }

    @Test
    void overlappingCallsHaveNoGapBetweenThem() {
        assertThat(TimeScale.of(span(0, 100), List.of(span(0, 60), span(10, 20), span(50, 100))).folds()).isEmpty();
    }

    @Test
    void laterTimesNeverHaveEarlierPlaces() {
        List<Span> busy = LongStream.range(0, 500).mapToObj(i -> span(i * 60, i * 60 + 1)).toList();
        TimeScale scale = TimeScale.of(span(0, 30_000), busy);

        double[] places = LongStream.rangeClosed(0, 30_000).mapToDouble(second -> scale.x(second * SECOND)).toArray();

        for (int i = 1; i < places.length; i++) {
            assertThat(places[i]).isGreaterThanOrEqualTo(places[i - 1]);
        }
        assertThat(places[places.length - 1]).isCloseTo(TimeScale.WIDTH, within(0.01));
        assertThat(scale.folds()).hasSizeLessThanOrEqualTo(60);
    }

    @Test
    void timesOutsideOfTheAxisHaveItsEnds() {
        TimeScale scale = TimeScale.of(span(10, 20), List.of(span(10, 20)));

        assertThat(scale.x(0)).isZero();
        assertThat(scale.x(Long.MAX_VALUE)).isEqualTo(TimeScale.WIDTH);
    }

    @Test
    void aMomentAndAnIdleTimeHaveAnAxis() {
        assertThat(TimeScale.of(span(5, 5), List.of()).x(5 * SECOND)).isBetween(0.0, TimeScale.WIDTH);
        assertThat(TimeScale.of(span(0, 3_600), List.of()).folds()).isEmpty();
        assertThat(TimeScale.of(span(0, 3_600), List.of()).x(1_800 * SECOND)).isEqualTo(TimeScale.WIDTH / 2);
    }

    @Test
    void ticksAreRoundTimesApartFromEachOther() {
        List<TimeScale.Tick> ticks = TimeScale.of(span(3, 303), List.of(span(3, 303))).ticks();

        assertThat(ticks).hasSizeBetween(3, 10).allSatisfy(tick -> assertThat(tick.us() % (30 * SECOND)).isZero());
        for (int i = 1; i < ticks.size(); i++) {
            assertThat(ticks.get(i).x() - ticks.get(i - 1).x()).isGreaterThanOrEqualTo(900);
        }
    }

    @Test
    void anAxisOfCenturiesHasFewTicks() {
        assertThat(TimeScale.of(span(0, 30_000_000_000L), List.of(span(0, 30_000_000_000L))).ticks()).hasSizeLessThan(12);
    }
}
