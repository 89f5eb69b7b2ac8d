package io.alerthistory.http.alert;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.alerthistory.episode.read.StatisticsView;
import io.alerthistory.http.Csv;
import io.alerthistory.stream.JsonDocument;

/** Writes statistics as lines of comma-separated values, without the window before. */
public final class StatisticsLines {

    private static final List<String> COLUMNS = List.of("key", "episodes", "told_ends", "open", "assumed", "notified",
            "firing_seconds", "mttr_seconds", "p50_seconds", "p90_seconds", "mtta_seconds", "ack_rate", "refire_rate",
            "flapping", "noise", "suppressed");

    private StatisticsLines() {
    }

    public static JsonDocument csv(List<StatisticsView> rows) {
        String lines = rows.stream().map(row -> Csv.row(values(row)))
                .collect(Collectors.joining("", Csv.row(COLUMNS.stream()), ""));
        return JsonDocument.of(lines);
    }

    private static Stream<String> values(StatisticsView row) {
        return Stream.of(row.key(), row.episodes(), row.toldEnds(), row.open(), row.assumed(), row.notified(),
                row.firingSeconds(), Csv.text(row.mttrSeconds()), Csv.text(row.p50Seconds()),
                Csv.text(row.p90Seconds()), Csv.text(row.mttaSeconds()), Csv.text(row.ackRate()),
                Csv.text(row.refireRate()), row.flapping(), Csv.text(row.noise()), Csv.text(row.suppressed()))
                .map(String::valueOf);
    }
}
