package io.alerthistory.episode.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class CountsTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            '',                50,
            7,                  1, 7
            7,                100, 7
            1 2,               50, 1
            1 2,               51, 2
            1 2 3 4 5 6 7 8 9 10, 90, 9
            1 2 3 4 5 6 7 8 9 10, 91, 10
            60*9 3600,         90, 60
            60*8 3600*2,       90, 3600""")
    void aPercentileIsANumberThatOccurred(String counts, int percent, @Nullable Long expected) {
        assertThat(Counts.parse(counts).percentile(percent)).isEqualTo(expected);
    }

    @Test
    void theTextHasEachNumberOnce() {
        assertThat(Counts.of(List.of(60L, 15L, 60L, 300L, 60L)).text()).isEqualTo("15 60*3 300");
        assertThat(Counts.parse("15 60*3 300").times(2).text()).isEqualTo("15*2 60*6 300*2");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''           | ''
            60           | 60
            15 60*3,60   | 15 60*4
            7,,7*2 7     | 7*4
            5 3 4,5,1    | 1 3 4 5*2
            7 9,7*-1     | 9
            7,7*-1       | ''""")
    void severalTextsAreReadAtOnce(String texts, String sum) {
        assertThat(Counts.parse(texts).text()).isEqualTo(sum);
    }

    @Test
    void whatIsTakenAwayIsNotThere() {
        Counts counts = Counts.parse("15 60*3");
        assertThat(Counts.sum(List.of(counts, Counts.parse("15 60").times(-1))).text()).isEqualTo("60*2");
        assertThat(Counts.sum(List.of(counts, counts.times(-1)))).isEqualTo(Counts.NONE);
    }

    /** The naive model sorts all numbers. */
    @Property
    void countsAreAsAListOfNumbers(@ForAll @Size(max = 60) List<@LongRange(min = 0, max = 20) Long> one,
            @ForAll @Size(max = 60) List<@LongRange(min = 0, max = 20) Long> other,
            @ForAll @IntRange(min = 1, max = 100) int percent) {
        List<Long> all = new ArrayList<>(one);
        all.addAll(other);
        Collections.sort(all);

        Counts sum = Counts.sum(List.of(Counts.parse(Counts.of(one).text()), Counts.of(other)));

        assertThat(sum).isEqualTo(Counts.of(all));
        assertThat(sum.total()).isEqualTo(all.size());
        Long expected = all.isEmpty() ? null : all.get((all.size() * percent + 99) / 100 - 1);
        assertThat(sum.percentile(percent)).isEqualTo(expected);
    }
}
