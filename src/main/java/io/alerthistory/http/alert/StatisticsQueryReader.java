package io.alerthistory.http.alert;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
import io.alerthistory.http.TableFormat;
import io.alerthistory.time.Micros;

/** Parses the parameters of the figures of alerts. A problem names every invalid parameter at once. */
public final class StatisticsQueryReader {

    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

    /** Identifiers of the time zone database, and UTC; no offsets, which are not those of a place all the year. */
    private static final Pattern ZONE = Pattern.compile("[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*");

    private static final String FROM = AlertQueryReader.FROM;
    private static final String TO = AlertQueryReader.TO;
    private static final String GROUP_BY = "group_by";
    private static final String SORT_BY = AlertQueryReader.SORT_BY;
    private static final String BY = "by";
    private static final String ZONE_NAME = "tz";

    private final AlertQueryReader alerts;
    private final QueryReader query;
    private final AlertStatistics statistics;

    /** The parameters of the groups and their figures. */
    static final Set<String> OF_STATISTICS = Set.of(FROM, TO, GROUP_BY, ZONE_NAME, SORT_BY, AlertQueryReader.ALERTNAME,
            AlertQueryReader.SEVERITY, AlertQueryReader.SOURCE, AlertQueryReader.LABEL, AlertQueryReader.FILTER,
            AlertQueryReader.FORMAT, AlertQueryReader.PAGE_SIZE, AlertQueryReader.CURSOR);

    static final Set<String> OF_HEATMAP = Set.of(FROM, TO, BY, ZONE_NAME, AlertQueryReader.ALERTNAME, AlertQueryReader.SEVERITY,
            AlertQueryReader.SOURCE, AlertQueryReader.LABEL, AlertQueryReader.FILTER);

    /** Ignores parameters that it does not know, as those of a page. */
    public StatisticsQueryReader(Map<String, List<String>> parameters, AlertStatistics statistics) {
        this(new QueryReader(parameters), statistics);
    }

    /** Refuses parameters that a route does not have. */
    StatisticsQueryReader(Map<String, List<String>> parameters, Set<String> known, AlertStatistics statistics) {
        this(QueryReader.ofKnown(parameters, known), statistics);
    }

    private StatisticsQueryReader(QueryReader query, AlertStatistics statistics) {
        this.query = query;
        query.refuseUnstorable(AlertQueryReader.CURSOR);
        alerts = new AlertQueryReader(query);
        this.statistics = statistics;
    }

    /** The parameter format; the fallback when it was not sent. */
    TableFormat format(TableFormat fallback) {
        return alerts.format(TableFormat.values(), fallback);
    }

    @Nullable
    String cursor() {
        return alerts.cursor();
    }

    public StatisticsQuery statistics() {
        ZoneId zone = zone();
        TimeWindow window = window(zone, AlertStatistics.DEFAULT_DAYS, StatisticsQuery.MAX_WINDOW_US);
        String text = query.text(GROUP_BY);
        GroupBy groupBy = text == null ? GroupBy.ALERTNAME : GroupBy.parse(text);
        if (groupBy == null) {
            query.refuse(GROUP_BY, "must be alertname, severity, source, or label. and the name of a label");
        }
        StatisticsOrder sort = query.one(SORT_BY, StatisticsOrder.values(), StatisticsOrder.EPISODES);
        AlertFilter filter = alerts.identity();
        int size = alerts.checkedSize();
        return new StatisticsQuery(filter, window, groupBy == null ? GroupBy.ALERTNAME : groupBy, zone, sort, size);
    }

    public HeatmapQuery heatmap() {
        ZoneId zone = zone();
        TimeWindow window = window(zone, AlertStatistics.CALENDAR_DAYS, HeatmapQuery.MAX_WINDOW_US);
        HeatmapBy by = query.one(BY, HeatmapBy.values(), HeatmapBy.HOUR_OF_WEEK);
        AlertFilter filter = alerts.identity();
        query.check();
        return new HeatmapQuery(filter, window, by, zone);
    }

    private ZoneId zone() {
        String text = query.text(ZONE_NAME);
        if (text == null) {
            return AlertStatistics.UTC;
        }
        try {
            if (ZONE.matcher(text).matches()) {
                return ZoneId.of(text);
            }
        } catch (DateTimeException unknown) { // reported below
        }
        query.refuse(ZONE_NAME, "must be a name of the time zone database, as Europe/Berlin");
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
