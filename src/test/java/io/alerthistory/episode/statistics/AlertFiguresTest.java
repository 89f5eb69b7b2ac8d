package io.alerthistory.episode.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AlertFiguresTest {

    private static final long S = Definitions.SECOND_US;

    /** In seconds. */
    private static EpisodeTimes episode(long start, @Nullable Long end, @Nullable Long notified, @Nullable Long investigated) {
        return new EpisodeTimes(start * S, us(end), us(notified), us(investigated));
    }

    private static @Nullable Long us(@Nullable Long seconds) {
        return seconds == null ? null : Long.valueOf(seconds * S);
    }

    @Test
    void meansAreOfWhatStartsInTheWindowAndHappened() {
        AlertFigures figures = AlertFigures.of("eu", List.of(episode(0, 100L, 1L, 2L), episode(1_000, 1_100L, 1_030L, null),
                episode(1_600, null, 1_610L, 1_900L)), 500 * S, 2_000 * S);

        assertThat(figures).isEqualTo(new AlertFigures("eu", true, figures.flapScore(), 700.0, 20.0, 300.0));
        assertThat(figures.flapScore()).isEqualTo(29.9);
    }

    @Test
    void whatCannotBeMeasuredIsNull() {
        assertThat(AlertFigures.of("", List.of(), 0, 10)).isEqualTo(new AlertFigures("", false, 0, null, null, null));
        assertThat(AlertFigures.of("", List.of(episode(5, null, null, null)), 0, 10).mtbfSeconds()).isNull();
    }

    @Test
    void whatTheClockOfAnotherMachineHasBeforeTheStartIsAtTheStart() {
        AlertFigures figures = AlertFigures.of("", List.of(episode(5, null, 4L, 3L)), 0, 10 * S);
        assertThat(figures.ttnSeconds()).isZero();
        assertThat(figures.ttiSeconds()).isZero();
    }
}
