package io.alerthistory.http.page.statistics;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.alerthistory.episode.read.StatisticsOrder;
import io.alerthistory.episode.read.StatisticsPage;
import io.alerthistory.episode.read.StatisticsParameters;
import io.alerthistory.episode.read.StatisticsView;
import io.alerthistory.http.page.Moment;
import io.alerthistory.http.page.Name;
import io.alerthistory.http.page.Part;
import io.alerthistory.http.page.statistics.FiguresView.Choice;
import io.alerthistory.http.page.statistics.FiguresView.Column;
import io.alerthistory.http.page.statistics.FiguresView.Form;
import io.alerthistory.http.page.statistics.FiguresView.Row;

/** Makes the view of statistics. */
final class FiguresBuilder {

    private static final Map<String, String> GROUPS = new LinkedHashMap<>();
    private static final Map<String, Integer> RANGES = new LinkedHashMap<>();
    private static final int BAR = 120;
    private static final long DAY_US = 86_400_000_000L;
    static {
        GROUPS.put(FiguresAddress.ALERTNAME, "Alert");
        GROUPS.put(FiguresAddress.SEVERITY, "Severity");
        GROUPS.put(FiguresAddress.SOURCE, "Source");
        Stream.of("cluster", "instance", "namespace", "service", "team")
                .forEach(label -> GROUPS.put(FiguresAddress.LABEL_PREFIX + label, "Label " + label));
        RANGES.put("7 days", 7);
        RANGES.put("30 days", 30);
        RANGES.put("90 days", 90);
        RANGES.put("1 year", 365);
    }

    private final FiguresAddress address;
    private final LocalDate today;

    /** @param today in UTC */
    FiguresBuilder(FiguresAddress address, LocalDate today) {
        this.address = address;
        this.today = today;
    }

    /** The form with the reasons for which there is nothing else. */
    FiguresView invalid(List<String> errors) {
        return new FiguresView(form(), errors, "", false, List.of(), List.of(), false, "", Part.absent(""), Part.absent(""));
    }

    FiguresView view(StatisticsPage page, Part<WeekView> week, Part<AgentsView> agents) {
        long max = page.statistics().stream().mapToLong(StatisticsView::episodes).max().orElse(1);
        return new FiguresView(form(), List.of(), range(page.parameters()),
                !address.matchers().isEmpty() || !address.value(FiguresAddress.SOURCE).isEmpty(), columns(),
                page.statistics().stream().map(row -> row(row, max)).toList(), page.pagination().nextCursor() != null,
                address.download(), week, agents);
    }

    private static String range(StatisticsParameters parameters) {
        String zone = parameters.tz().equals("UTC") ? "" : " Days are those of " + parameters.tz() + ".";
        return "Episodes that started from " + Moment.of(parameters.fromUs()).text() + " until "
                + Moment.of(parameters.toUs()).text() + " UTC. Below each figure stands that of the " + days(parameters)
                + " before." + zone;
    }

    private static String days(StatisticsParameters parameters) {
        long days = Math.round((double) (parameters.toUs() - parameters.fromUs()) / DAY_US);
        return days < 2 ? "same time" : days + " days";
    }

    private Form form() {
        String by = address.groupBy();
        Map<String, String> groups = new LinkedHashMap<>(GROUPS);
        groups.putIfAbsent(by, by.startsWith(FiguresAddress.LABEL_PREFIX)
                ? "Label " + by.substring(FiguresAddress.LABEL_PREFIX.length())
                : by);
        return new Form(date(FiguresAddress.FROM), date(FiguresAddress.TO), address.value(FiguresAddress.TZ),
                address.matchers(), address.value(FiguresAddress.SOURCE),
                groups.entrySet().stream().map(each -> new Choice(each.getKey(), each.getValue(), each.getKey().equals(by)))
                        .toList(),
                Arrays.stream(StatisticsOrder.values())
                        .map(sort -> new Choice(sort.jsonName(), word(sort), sort.jsonName().equals(sort()))).toList(),
                RANGES.entrySet().stream().map(range -> range(range.getKey(), range.getValue())).toList());
    }

    private Choice range(String label, int days) {
        FiguresAddress view = address.without(FiguresAddress.TO).with(FiguresAddress.FROM,
                today.minusDays(days - 1L).toString());
        return new Choice(view.toString(), label, view.equals(address));
    }

    /** The day of a time of the address; empty when it has none. */
    private String date(String name) {
        String text = address.value(name);
        try {
            return text.matches("[0-9]{11,17}") ? LocalDate.ofEpochDay(Long.parseLong(text) / DAY_US).toString()
                    : LocalDate.parse(text.substring(0, Math.min(text.length(), "2026-01-31".length()))).toString();
        } catch (DateTimeException none) {
            return "";
        }
    }

    private String sort() {
        String sort = address.value(FiguresAddress.SORT_BY);
        return sort.isEmpty() ? StatisticsOrder.EPISODES.jsonName() : sort;
    }

    private static String word(StatisticsOrder sort) {
        return switch (sort) {
            case EPISODES -> "Episodes";
            case NOTIFIED -> "Notified episodes";
            case NOISE -> "Noise";
            case FIRING_SECONDS -> "Time firing";
            case MTTR_SECONDS -> "Mean time to resolve";
            case REFIRE_RATE -> "Fired again";
            case FLAPPING -> "Flapping";
        };
    }

    private List<Column> columns() {
        return Figure.ALL.stream().map(figure -> {
            StatisticsOrder by = figure.sort();
            return by == null ? new Column(figure.label(), "", false)
                    : new Column(figure.label(), address.with(FiguresAddress.SORT_BY, by.jsonName()).toString(),
                            by.jsonName().equals(sort()));
        }).toList();
    }

    private Row row(StatisticsView row, long max) {
        return new Row(Name.of(row.key()), address.alerts(row.key()), (int) Math.max(1, row.episodes() * BAR / max),
                Figure.ALL.stream().map(figure -> figure.of(row)).toList());
    }
}
