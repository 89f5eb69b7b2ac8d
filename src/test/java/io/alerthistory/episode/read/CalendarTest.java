package io.alerthistory.episode.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.alerthistory.episode.read.WindowSums.Parts;
import io.alerthistory.episode.statistics.Definitions;
import io.alerthistory.time.Micros;

class CalendarTest {

    private static final long HOUR = 3_600 * Definitions.SECOND_US;

    private static long us(String instant) {
        return Micros.of(Instant.parse(instant));
    }

    private static Map<Long, Long> starts(String instant, long count) {
        return Map.of(us(instant) / Definitions.QUARTER_US, count);
    }

    /** Kolkata is 5:30 ahead, Kathmandu 5:45; Berlin's clocks go back on 25 October 2026. */
    @ParameterizedTest
    @CsvSource({ "UTC,2026-11-30T10:00:00Z,1,10", "Asia/Kolkata,2026-11-30T10:00:00Z,1,15",
            "Asia/Kathmandu,2026-11-30T18:15:00Z,2,0", "America/New_York,2026-11-30T03:59:00Z,7,22",
            "Europe/Berlin,2026-10-25T00:30:00Z,7,2", "Europe/Berlin,2026-10-25T01:30:00Z,7,2" })
    void hoursOfTheWeekAreThoseOfTheZone(String zone, String instant, int day, int hour) {
        TimeWindow any = new TimeWindow(0, 1);
        List<HeatmapCell> cells = new Calendar(ZoneId.of(zone)).cells(HeatmapBy.HOUR_OF_WEEK, any, starts(instant, 3));
        assertThat(cells).hasSize(168).contains(new HeatmapCell(null, day, hour, 3));
        assertThat(cells.stream().mapToLong(HeatmapCell::episodes).sum()).isEqualTo(3);
    }

    @Test
    void daysHaveACellEachAlsoWithoutEpisodes() {
        TimeWindow window = new TimeWindow(us("2026-10-24T22:00:00Z"), us("2026-10-26T23:00:00Z"));
        assertThat(new Calendar(ZoneId.of("Europe/Berlin")).cells(HeatmapBy.DAY, window, starts("2026-10-25T22:45:00Z", 2)))
                .containsExactly(new HeatmapCell("2026-10-25", 7, null, 2), new HeatmapCell("2026-10-26", 1, null, 0));
    }

    @Test
    void todayIsAWholeDay() {
        assertThat(new Calendar(ZoneId.of("Europe/Berlin")).lastDays(2, us("2026-10-25T12:00:00Z")))
                .isEqualTo(new TimeWindow(us("2026-10-23T22:00:00Z"), us("2026-10-25T23:00:00Z")));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            0,  48, 1000, 0, 2, ''
            0,  47, 1000, 0, 1, '24-47'
            1,  48, 1000, 1, 2, '1-24'
            1,  71, 1000, 1, 2, '1-24 48-71'
            1,  23, 1000, 0, 0, '1-23'
            1,  47, 1000, 0, 0, '1-47'
            0,  47,   30, 0, 2, ''
            25, 47,   30, 0, 0, '25-47'""")
    void partsOfDaysAreAtTheEnds(long from, long to, long now, int fromDay, int toDay, String edges) {
        Parts parts = Parts.of(new TimeWindow(from * HOUR, to * HOUR), now * HOUR);
        assertThat(parts.fromDay()).isEqualTo(fromDay);
        assertThat(parts.toDay()).isEqualTo(toDay);
        assertThat(parts.edges().stream().map(edge -> edge.fromUs() / HOUR + "-" + edge.toUs() / HOUR).toList())
                .isEqualTo(edges.isEmpty() ? List.of() : List.of(edges.split(" ")));
    }

    @ParameterizedTest
    @CsvSource({ "alertname,true", "severity,true", "source,true", "label.team,false" })
    void groupsAreNamedAsTheirParameter(String text, boolean ofRules) {
        GroupBy groupBy = GroupBy.parse(text);
        assertThat(groupBy).isNotNull();
        assertThat(groupBy.text()).isEqualTo(text);
        assertThat(groupBy.isOfRules()).isEqualTo(ofRules);
    }

    @ParameterizedTest
    @CsvSource({ "alert", "label.", "team", "ALERTNAME" })
    void othersAreNoGroups(String text) {
        assertThat(GroupBy.parse(text)).isNull();
    }
}
