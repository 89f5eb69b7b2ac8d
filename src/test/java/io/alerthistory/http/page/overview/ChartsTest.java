package io.alerthistory.http.page.overview;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.alerthistory.history.AlertTypeFigures;
import io.alerthistory.history.SessionCount;
import io.alerthistory.history.SessionFigures.Counts;
import io.alerthistory.history.SessionFigures.TopTypes;
import io.alerthistory.history.TimeBuckets;
import io.alerthistory.http.page.Name;
import io.alerthistory.session.SessionStatus;
import io.alerthistory.time.Micros;

class ChartsTest {

    private static final long HOUR = 3_600_000_000L;
    private static final long DAY = 24 * HOUR;
    private static final long FROM = Micros.of(Instant.parse("2026-09-14T00:00:00Z")); // a Monday

    @ParameterizedTest
    @CsvSource({ "0, 2", "1, 2", "2, 2", "3, 4", "5, 6", "10, 10", "11, 20", "21, 40", "41, 60", "1000001, 2000000" })
    void aScaleEndsAboveItsLargestValue(long max, long top) {
        assertThat(Scale.top(max)).isEqualTo(top);
    }

    @ParameterizedTest
    @CsvSource({ "0, 10, less than 1 %", "1, 1000, less than 1 %", "1, 3, 33 %", "999, 1000, 99 %", "5, 5, 100 %" })
    void aShareIsNeverNoneNorAllUnlessItIs(long part, long whole, String share) {
        assertThat(TypesView.share(part, whole)).isEqualTo(share);
    }

    @Test
    void barsStackTheirStates() {
        BarsView view = BarsView.of(new Counts(new TimeBuckets(FROM, FROM + DAY, HOUR), FROM,
                List.of(new SessionCount(FROM + HOUR, SessionStatus.COMPLETED, 3),
                        new SessionCount(FROM + HOUR, SessionStatus.FAILED, 4),
                        new SessionCount(FROM + HOUR, SessionStatus.TIMED_OUT, 3))));

        assertThat(view.summary()).matches("10 sessions started since [0-2][0-9]:00 yesterday.");
        assertThat(view.bars()).hasSize(1);
        BarsView.Bar bar = view.bars().get(0);
        assertThat(bar.x()).isEqualTo(BarsView.LEFT + BarsView.STEP);
        assertThat(bar.label()).isEqualTo("01:00 UTC: 10 sessions, 3 completed, 7 failed or timed out");
        assertThat(bar.address()).isEqualTo(
                "/sessions?end_date_us=" + (FROM + 2 * HOUR - 1) + "&start_date_us=" + (FROM + HOUR));
        assertThat(bar.segments()).containsExactly(
                new BarsView.Segment("completed", BarsView.TOP + BarsView.HEIGHT - 45, 45),
                new BarsView.Segment("failed", BarsView.TOP, 105));
        assertThat(view.rows()).hasSize(1);
        assertThat(view.rows().get(0).hour()).isEqualTo("2026-09-14 01:00");
        assertThat(view.rows().get(0).groups()).extracting(BarsView.Cell::number).containsExactly("3", "0", "0", "7");
        assertThat(view.rows().get(0).groups().get(3).address()).contains("status=failed", "status=timed_out");
        assertThat(view.rows().get(0).groups().get(1).address()).isEmpty();
    }

    @Test
    void aCalendarHasAColumnForEachWeek() {
        CalendarView view = CalendarView.of(new Counts(new TimeBuckets(FROM, FROM + 8 * DAY, DAY), FROM,
                List.of(new SessionCount(FROM, SessionStatus.COMPLETED, 1),
                        new SessionCount(FROM + 7 * DAY, SessionStatus.FAILED, 100))));

        assertThat(view.days()).hasSize(8);
        assertThat(view.days().get(0)).satisfies(day -> {
            assertThat(day.level()).isEqualTo(1);
            assertThat(day.label()).isEqualTo("Mon 2026-09-14: 1 session");
            assertThat(day.failed()).isFalse();
        });
        assertThat(view.days().get(1).address()).isEmpty();
        assertThat(view.days().get(7)).satisfies(day -> {
            assertThat(day.x()).isEqualTo(CalendarView.LEFT + CalendarView.COLUMN);
            assertThat(day.y()).isEqualTo(CalendarView.TOP);
            assertThat(day.level()).isEqualTo(3);
            assertThat(day.failed()).isTrue();
            assertThat(day.today()).isTrue();
        });
        assertThat(view.rows()).extracting(CalendarView.Row::day).containsExactly("Mon 2026-09-21", "Mon 2026-09-14");
    }

    @Test
    void typesLinkToTheirSessions() {
        TypesView view = TypesView.of(new TopTypes(FROM, FROM + DAY,
                List.of(new AlertTypeFigures("a&b", 4, 1, 90_000L), new AlertTypeFigures("c", 1, 0, null))));

        assertThat(view.rows()).containsExactly(
                new TypesView.Row(Name.of("a&b"), "/sessions?alert_type=a%26b&start_date_us=" + FROM, "4", 120, "25 %",
                        "/sessions?alert_type=a%26b&start_date_us=" + FROM + "&status=failed&status=timed_out", "1 min 30 s"),
                new TypesView.Row(Name.of("c"), "/sessions?alert_type=c&start_date_us=" + FROM, "1", 30, "",
                        "/sessions?alert_type=c&start_date_us=" + FROM + "&status=failed&status=timed_out", ""));
    }

    @Test
    void everyStateIsInAGroup() {
        for (SessionStatus status : SessionStatus.values()) {
            assertThat(StateGroup.of(status).names()).contains(status.jsonName());
        }
    }
}
