package io.alerthistory.http.page.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.alerthistory.episode.read.HeatmapBy;
import io.alerthistory.episode.read.HeatmapCell;
import io.alerthistory.episode.read.HeatmapView;
import io.alerthistory.episode.read.Pagination;
import io.alerthistory.episode.read.StatisticsPage;
import io.alerthistory.episode.read.StatisticsParameters;
import io.alerthistory.episode.read.StatisticsView;
import io.alerthistory.episode.statistics.StatisticsFigures;
import io.alerthistory.history.AlertTypeFigures;
import io.alerthistory.history.CountMode;
import io.alerthistory.http.page.Name;
import io.alerthistory.http.page.Part;
import io.alerthistory.http.page.statistics.FiguresView.Cell;
import io.alerthistory.http.page.statistics.FiguresView.Choice;
import io.alerthistory.usage.UsageGroup;
import io.alerthistory.usage.UsageRow;
import io.alerthistory.usage.UsageView;

class FiguresBuilderTest {

    private static final long DAY = 86_400_000_000L;
    private static final LocalDate TODAY = LocalDate.parse("1970-02-01");
    private static final StatisticsFigures NOTHING = new StatisticsFigures(0, 0, 0, 0, 0, 0, null, null, null, null, null,
            null, 0, null, null);

    private static StatisticsParameters parameters(String tz) {
        return new StatisticsParameters(0, 7 * DAY, -7 * DAY, tz, "alertname", 86_400, 1, 1, 1, 20, 1, 300,
                "discrete");
    }

    private static StatisticsView row(String key, long episodes) {
        return new StatisticsView(key, episodes, 2, 0, 0, 3, 0, 90.0, 60L, 120L, 0.25, 0.004, 0.5, 1, 1.0, 0.999, NOTHING);
    }

    private static FiguresView view(String query, StatisticsView... rows) {
        return builder(query).view(new StatisticsPage(List.of(rows), parameters("UTC"),
                new Pagination(50, null, CountMode.NONE, null, false)), Part.absent("late"), Part.absent("late"));
    }

    private static FiguresBuilder builder(String query) {
        Map<String, List<String>> parameters = new HashMap<>();
        for (String pair : query.isEmpty() ? new String[0] : query.split("&")) {
            parameters.put(pair.substring(0, pair.indexOf('=')), List.of(pair.substring(pair.indexOf('=') + 1)));
        }
        return new FiguresBuilder(FiguresAddress.of(parameters), TODAY);
    }

    @Test
    void figuresStandAboveThoseBeforeAndWhatCannotBeMeasuredIsEmpty() {
        FiguresView view = view("", row("A", 1_200), row("", 12));

        assertThat(view.columns()).extracting(FiguresView.Column::label).hasSameSizeAs(view.rows().get(0).cells());
        assertThat(view.rows().get(0).cells()).containsExactly(new Cell("1,200", "0"), new Cell("3", "0"),
                new Cell("0 s", "0 s"), new Cell("1 min 30 s", ""), new Cell("1 min", ""), new Cell("2 min", ""),
                new Cell("250 ms", ""), new Cell("less than 1 %", ""), new Cell("50 %", ""), new Cell("1", "0"),
                new Cell("100 %", ""), new Cell("99 %", ""));
        assertThat(view.rows()).extracting(FiguresView.Row::width).containsExactly(120, 1);
        assertThat(view.range()).contains("1970-01-01 00:00:00 until 1970-01-08 00:00:00 UTC", "the 7 days before");
        assertThat(view.download()).isEqualTo("/statistics/download");
        assertThat(view.filtered()).isFalse();
    }

    @Test
    void theFormShowsTheView() {
        FiguresView.Form form = view("group_by=label.zone&sort_by=noise&from=1970-01-26&to=2678400000000&source=eu").form();

        assertThat(form.groups()).filteredOn(Choice::chosen)
                .containsExactly(new Choice("label.zone", "Label zone", true));
        assertThat(form.sorts()).filteredOn(Choice::chosen).extracting(Choice::value).containsExactly("noise");
        assertThat(form.from()).isEqualTo("1970-01-26");
        assertThat(form.to()).isEqualTo("1970-02-01");
        assertThat(form.source()).isEqualTo("eu");
        assertThat(form.ranges()).noneMatch(Choice::chosen);
        assertThat(form.ranges().get(0).value())
                .isEqualTo("/statistics?from=1970-01-26&group_by=label.zone&sort_by=noise&source=eu");
        assertThat(view("from=1970-01-26").form().ranges()).filteredOn(Choice::chosen).extracting(Choice::label)
                .containsExactly("7 days");
        assertThat(view("from=soon").form().from()).isEmpty();
    }

    @Test
    void aColumnSortsAndSaysThatItDoes() {
        FiguresView view = view("sort_by=noise", row("A", 1));

        assertThat(view.columns()).filteredOn(FiguresView.Column::sorted)
                .containsExactly(new FiguresView.Column("Noise", "/statistics?sort_by=noise", true));
        assertThat(view("", row("A", 1)).columns()).filteredOn(FiguresView.Column::sorted)
                .extracting(FiguresView.Column::label).containsExactly("Episodes");
    }

    @Test
    void whatIsRefusedKeepsTheForm() {
        FiguresView view = builder("group_by=x").invalid(List.of("no"));

        assertThat(view.errors()).containsExactly("no");
        assertThat(view.form().groups()).filteredOn(Choice::chosen).extracting(Choice::value).containsExactly("x");
    }

    @Test
    void theWeekIsDrawnAndATable() {
        List<HeatmapCell> cells = new ArrayList<>();
        for (int hour = 0; hour < 7 * 24; hour++) {
            cells.add(new HeatmapCell(null, hour / 24 + 1, hour % 24, hour == 25 ? 100 : hour == 167 ? 1 : 0));
        }
        WeekView week = WeekView.of(new HeatmapView(HeatmapBy.HOUR_OF_WEEK, cells, parameters("Europe/Berlin")));

        assertThat(week.summary()).isEqualTo("101 episodes started, by the hour of the week in Europe/Berlin.");
        assertThat(week.hours()).hasSize(168);
        assertThat(week.hours().get(25)).isEqualTo(new WeekView.Hour(WeekView.LEFT + WeekView.COLUMN,
                WeekView.TOP + WeekView.LINE, 3, "100", "Tue 01:00: 100 episodes"));
        assertThat(week.hours().get(167)).satisfies(hour -> {
            assertThat(hour.level()).isEqualTo(1);
            assertThat(hour.label()).isEqualTo("Sun 23:00: 1 episode");
        });
        assertThat(week.hours().get(0).level()).isZero();
        assertThat(week.rows()).hasSize(7).allSatisfy(row -> assertThat(row.numbers()).hasSize(24));
        assertThat(week.rows().get(1).numbers().get(1)).isEqualTo("100");
    }

    @Test
    void agentsHaveUsageByModelAndSuccessByAlertType() {
        AgentsView view = AgentsView.of(new UsageView(
                List.of(new UsageRow("m", 2, 3, 1_000L, 20L, 1_020L, new BigDecimal("12.345"), 0),
                        new UsageRow(null, 1, 1, null, null, null, null, 1)),
                false, 0, DAY, UsageGroup.MODEL), List.of(new AlertTypeFigures("a&b", 4, 1, 90_000L)));

        assertThat(view.models()).containsExactly(new AgentsView.Model(Name.of("m"), "2", "3", "1,000", "20", "$12.35", ""),
                new AgentsView.Model(Name.of(""), "1", "1", "", "", "", "1 call"));
        assertThat(view.types()).containsExactly(new AgentsView.Type(Name.of("a&b"),
                "/sessions?alert_type=a%26b&end_date_us=" + (DAY - 1) + "&start_date_us=0", "4", "25 %", "1 min 30 s"));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = { "-, ''", "0, $0.0000", "0.00126, $0.0013", "1, $1.00", "1234.5, $1234.50" })
    void aCostIsExactWhereItIsSmall(@Nullable BigDecimal usd, String text) {
        assertThat(AgentsView.cost(usd)).isEqualTo(text);
    }
}
