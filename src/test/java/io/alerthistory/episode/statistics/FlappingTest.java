package io.alerthistory.episode.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class FlappingTest {

    private static final long MINUTE = 60 * Definitions.SECOND_US;

    /** Starts and ends in turn, in minutes. */
    private static List<EpisodeFacts> episodes(List<Integer> minutes) {
        return IntStream.range(0, (minutes.size() + 1) / 2).mapToObj(i -> EpisodeFacts.interval(minutes.get(2 * i) * MINUTE,
                2 * i + 1 < minutes.size() ? minutes.get(2 * i + 1) * MINUTE : null)).toList();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            '',                      10, false
            0 10 20,                 20, false
            0 10 20 30,              30, true
            0 10 20 60,              60, false
            0 10 20 59,              59, true
            0 10 20 30,              79, true
            0 10 20 30,              80, false
            0 10 20 30 40,           89, true
            0 10 20 30 40,           90, false
            0 10 20 30 85,           85, false
            0 10 20 30 79,           80, true
            0 10 20 30,              29, false""")
    void itBeginsWithTheFourthInAnHourAndEndsWithOne(String minutes, int now, boolean expected) {
        List<Integer> transitions = minutes.isEmpty() ? List.of()
                : Stream.of(minutes.split(" ")).map(Integer::valueOf).toList();
        // What happens later is not known yet.
        List<Integer> known = transitions.stream().filter(minute -> minute <= now).toList();
        assertThat(Flapping.at(episodes(known), now * MINUTE)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({ "0 10 20 30 40 50 60 70,0,1000,1", "0 10 20 30 200 210 220 230,0,1000,2", "0 10 20 30,31,1000,0",
            "0 10 20 30,30,31,1", "0 10 20,0,1000,0" })
    void itsBeginningsAreCountedWhereTheyAre(String minutes, long from, long to, int expected) {
        assertThat(Flapping.begins(episodes(Stream.of(minutes.split(" ")).map(Integer::valueOf).toList()), from * MINUTE,
                to * MINUTE)).isEqualTo(expected);
    }

    /** One transition counts 1.25 of 20, the next one a step less; the 21st no more. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            '',                                                               0,    0
            0,                                                                0,    6.3
            0,                                                                1439, 6.3
            0,                                                                1440, 0
            0 10,                                                             10,   12.4
            0 10,                                                             1440, 6.3
            0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19,                20,   100
            0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24, 25,   100
            0 10,                                                             5,    6.3""")
    void theScoreWeighsTheLastTwentyOfADay(String minutes, int now, double expected) {
        List<Integer> transitions = minutes.isEmpty() ? List.of()
                : Stream.of(minutes.split(" ")).map(Integer::valueOf).toList();
        assertThat(Flapping.score(episodes(transitions), now * MINUTE)).isEqualTo(expected);
    }

    /** The naive model looks at every minute. */
    @Property
    void isTheStateThatEveryMinuteTells(@ForAll @Size(max = 24) List<@IntRange(min = 1, max = 40) Integer> gaps) {
        List<Integer> minutes = new ArrayList<>();
        int at = 0;
        for (int gap : gaps) {
            at += gap;
            minutes.add(at);
        }
        boolean flaps = false;
        int begins = 0;
        for (int now = 0; now <= at + 100; now++) {
            int instant = now;
            long recent = minutes.stream().filter(minute -> minute > instant - 60 && minute <= instant).count();
            if (flaps ? recent <= 1 : recent >= 4) {
                flaps = !flaps;
                begins += flaps ? 1 : 0;
            }
            assertThat(Flapping.at(episodes(minutes.stream().filter(minute -> minute <= instant).toList()), now * MINUTE))
                    .as("at %d of %s", now, minutes).isEqualTo(flaps);
        }
        assertThat(Flapping.begins(episodes(minutes), 0, Long.MAX_VALUE)).isEqualTo(begins);
    }
}
