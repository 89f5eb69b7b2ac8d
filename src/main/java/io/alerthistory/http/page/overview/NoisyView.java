package io.alerthistory.http.page.overview;

import java.time.LocalDate;
import java.util.List;

import io.alerthistory.episode.read.StatisticsPage;
import io.alerthistory.episode.read.StatisticsView;
import io.alerthistory.http.QueryWriter;
import io.alerthistory.http.page.Durations;
import io.alerthistory.http.page.Name;
import io.alerthistory.http.page.StatisticsLink;
import io.alerthistory.http.page.Words;

/**
 * The alerts of the week that receivers were told of most often.
 *
 * @param address of the statistics of the same days
 */
public record NoisyView(List<Row> rows, String address) {

    private static final int BAR = 120;
    private static final double MS = 1_000;
    private static final long DAY_US = 86_400_000_000L;

    public NoisyView {
        rows = List.copyOf(rows);
    }

    /**
     * An alert.
     *
     * @param notified the number of episodes that a receiver was told of
     * @param width of a bar, in comparison with the largest
     * @param refires the share of ends after which it fired again; empty when it cannot be measured
     * @param mttr the mean time to its end; empty when it cannot be measured
     */
    public record Row(Name name, String address, String notified, String episodes, int width, String refires,
            String mttr) {
    }

    static NoisyView of(StatisticsPage page) {
        long max = page.statistics().stream().mapToLong(StatisticsView::notified).max().orElse(0);
        return new NoisyView(page.statistics().stream().map(row -> row(row, max)).toList(),
                StatisticsLink.noisiest(LocalDate.ofEpochDay(page.parameters().fromUs() / DAY_US)));
    }

    private static Row row(StatisticsView row, long max) {
        Double mttr = row.mttrSeconds();
        Double refires = row.refireRate();
        return new Row(Name.of(row.key().isEmpty() ? "No name" : row.key()),
                row.key().isEmpty() ? "/alerts?filter=alertname%3D%22%22"
                        : "/alerts?" + QueryWriter.pair("alertname", row.key()),
                Words.number(row.notified()),
                Words.number(row.episodes()), max == 0 ? 0 : (int) Math.ceil((double) row.notified() * BAR / max),
                refires == null ? "" : Words.percent(refires), mttr == null ? "" : Durations.of(Math.round(mttr * MS)));
    }
}
