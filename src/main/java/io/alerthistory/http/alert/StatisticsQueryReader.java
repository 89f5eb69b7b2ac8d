package io.alerthistory.http.alert;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.alerthistory.episode.read.AlertFilter;
import io.alerthistory.episode.read.AlertStatistics;
import io.alerthistory.episode.read.GroupBy;
import io.alerthistory.episode.read.HeatmapBy;
import io.alerthistory.episode.read.HeatmapQuery;
import io.alerthistory.episode.read.StatisticsOrder;
import io.alerthistory.episode.read.StatisticsQuery;
import io.alerthistory.episode.read.TimeWindow;
import io.alerthistory.http.QueryReader;
import io.alerthistory.time.Micros;

/** Parses the parameters of the figures of alerts. A problem names every invalid parameter at once. */
public final class StatisticsQueryReader {

    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

    /** Identifiers of the time zone database, and UTC; no offsets, which are not those of a place all the year. */
    private static final Pattern ZONE = Pattern.compile("[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*");

    private static final String FROM = "from";
    private static final String TO = "to";

    private final AlertQueryReader alerts;
    private final QueryReader query;
    private final AlertStatistics statistics;

    public StatisticsQueryReader(Map<String, List<String>> parameters, AlertStatistics statistics) {
        query = new QueryReader(parameters);
        query.refuseUnstorable(AlertQueryReader.CURSOR);
        alerts = new AlertQueryReader(query);
        this.statistics = statistics;
    }

    public StatisticsQuery statistics() {
        ZoneId zone = zone();
        TimeWindow window = window(zone, AlertStatistics.DEFAULT_DAYS, StatisticsQuery.MAX_WINDOW_US);
        String text = query.text("group_by");
        GroupBy groupBy = text == null ? GroupBy.ALERTNAME : GroupBy.parse(text);
        if (groupBy == null) {
            query.refuse("group_by", "must be alertname, severity, source, or label. and the name of a label");
        }
        StatisticsOrder sort = alerts.one("sort_by", StatisticsOrder.values(), StatisticsOrder.EPISODES);
        AlertFilter filter = alerts.identity();
        int size = alerts.checkedSize();
        return new StatisticsQuery(filter, window, groupBy == null ? GroupBy.ALERTNAME : groupBy, zone, sort, size);
    }

    public HeatmapQuery heatmap() {
        ZoneId zone = zone();
        TimeWindow window = window(zone, AlertStatistics.CALENDAR_DAYS, HeatmapQuery.MAX_WINDOW_US);
        HeatmapBy by = alerts.one("by", HeatmapBy.values(), HeatmapBy.HOUR_OF_WEEK);
        AlertFilter filter = alerts.identity();
        query.check();
        return new HeatmapQuery(filter, window, by, zone);
    }

    private ZoneId zone() {
        String text = query.text("tz");
        if (text == null) {
            return AlertStatistics.UTC;
        }
        try {
            if (ZONE.matcher(text).matches()) {
                return ZoneId.of(text);
            }
        } catch (DateTimeException unknown) { // reported below
        }
        query.refuse("tz", "must be a name of the time zone database, as Europe/Berlin");
        return AlertStatistics.UTC;
    }

    private TimeWindow window(ZoneId zone, int days, long maxUs) {
        TimeWindow fallback = statistics.lastDays(days, zone);
        Long from = instant(FROM, zone);
        Long to = instant(TO, zone);
        long end = to == null ? fallback.toUs() : to;
        long length = fallback.toUs() - fallback.fromUs();
        long start = from != null ? from : to == null ? fallback.fromUs() : Math.max(0, end - length);
        if (start >= end) {
            query.refuse(FROM, "must be before " + TO + (to == null ? ", which is the end of today" : ""));
        } else if (end - start > maxUs) {
            query.refuse(FROM, "must be at most " + maxUs / 86_400_000_000L + " days before " + TO);
        }
        return new TimeWindow(start, end);
    }

    private @Nullable Long instant(String name, ZoneId zone) {
        String text = query.text(name);
        if (text == null || !DATE.matcher(text).matches()) {
            return query.instant(name);
        }
        try {
            long us = Micros.of(LocalDate.parse(text).atStartOfDay(zone).toInstant());
            if (us >= 0) {
                return us;
            }
        } catch (DateTimeException invalid) { // reported below
        }
        query.refuse(name, "must be a date since 1970-01-01");
        return null;
    }
}
