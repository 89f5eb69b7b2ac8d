package io.alerthistory.http.page.alert;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.alerthistory.http.page.MatcherText;
import io.alerthistory.http.page.Moment;
import io.alerthistory.http.page.Severity;
import io.alerthistory.http.page.StatisticsLink;
import io.alerthistory.http.page.Words;
import io.alerthistory.http.page.alert.AlertListView.Chip;
import io.alerthistory.http.page.alert.AlertListView.Choice;
import io.alerthistory.http.page.alert.AlertListView.Field;
import io.alerthistory.http.page.alert.AlertListView.Filters;
import io.alerthistory.http.page.alert.AlertListView.Group;
import io.alerthistory.http.page.alert.AlertListView.Part;
import io.alerthistory.http.page.alert.AlertListView.Step;
import io.alerthistory.http.page.alert.AlertListView.Time;
import io.alerthistory.http.page.alert.AlertRows.Labelled;
import io.alerthistory.json.Truncation;
import io.alerthistory.time.Micros;

/** Makes the view of a list of alerts. */
final class AlertListBuilder {

    /** What stands before the name of a label that alerts are grouped by, as in statistics. */
    static final String LABEL_PREFIX = "label.";

    private static final List<String> SEVERITIES = List.of("critical", "warning", "info");
    private static final int MAX_CHOICES = 40;
    private static final int MAX_CHIP = 80;
    private static final Map<String, Duration> STEPS = new LinkedHashMap<>();
    static {
        STEPS.put("1 h", Duration.ofHours(1));
        STEPS.put("10 min", Duration.ofMinutes(10));
    }

    private final AlertAddress address;
    private final long nowUs;
    private final @Nullable Long atUs;

    AlertListBuilder(AlertAddress address, long nowUs) {
        this.address = address;
        this.nowUs = nowUs;
        atUs = instantUs(address.value(AlertAddress.AT));
    }

    /**
     * An instant of the address; null when it is none.
     *
     * @param text as the API takes it
     */
    static @Nullable Long instantUs(String text) {
        try {
            long us = text.matches("[0-9]{1,18}") ? Long.parseLong(text) : Micros.of(OffsetDateTime.parse(text).toInstant());
            return us >= 0 && us <= Micros.MAX ? us : null;
        } catch (DateTimeException | ArithmeticException e) {
            return null;
        }
    }

    /** An instant as the address has it: to the second. */
    static String at(long us) {
        return Micros.instant(us).truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /**
     * Makes the view.
     *
     * @param rows all that are shown, of which the choices are made
     * @param isFirst whether it is the first page of the view
     */
    AlertListView view(List<Labelled> rows, List<String> errors, @Nullable Part firing, @Nullable Part resolved,
            boolean isFirst) {
        boolean nothing = rows.isEmpty() && errors.isEmpty() && chips().isEmpty() && atUs == null;
        return new AlertListView(filters(rows), chips(), time(), errors, firing, resolved, nothing,
                isFirst && errors.isEmpty() && atUs == null, address.toString(), StatisticsLink.noisiest(weekAgo()));
    }

    /** The first of the last 7 days, of which today is one. */
    private LocalDate weekAgo() {
        return LocalDate.ofInstant(Micros.instant(nowUs), ZoneOffset.UTC).minusDays(6);
    }

    /** What fires, or fired at the instant, the worst first. */
    Part firing(List<Labelled> rows, @Nullable String next, boolean partial, boolean isFirst) {
        List<Labelled> sorted = rows.stream()
                .sorted(Comparator.comparing(labelled -> labelled.row().severity(), Severity.ORDER)).toList();
        AlertAddress pages = address.with(AlertAddress.STATE, "firing");
        return part(atUs == null ? "Firing" : "Firing then", sorted, next, (atUs == null ? pages : address),
                "Started earlier →",
                next == null ? ""
                        : partial ? "The search has looked at a part: go on."
                                : isFirst
                                        ? "These started last. Filter by severity to see the worst of all."
                                        : "");
    }

    /** What has ended, in the order of its last change. */
    Part resolved(List<Labelled> rows, @Nullable String next, boolean partial) {
        return part("Resolved", rows, next, address.with(AlertAddress.STATE, "resolved"), "Earlier →",
                next != null && partial ? "The search has looked at a part: go on." : "");
    }

    private Part part(String title, List<Labelled> rows, @Nullable String next, AlertAddress pages, String nextLabel,
            String note) {
        return new Part(title, Words.count(rows.size(), "alert", "alerts") + (next == null ? "" : " on this page"),
                groups(rows), next == null ? null : pages.page(next), nextLabel, note, fields(address));
    }

    private List<Group> groups(List<Labelled> rows) {
        String by = address.value(AlertAddress.GROUP_BY);
        if (by.isEmpty()) {
            return rows.isEmpty() ? List.of() : List.of(new Group("", rows.stream().map(Labelled::row).toList()));
        }
        Map<String, List<AlertRow>> groups = new LinkedHashMap<>();
        rows.forEach(labelled -> groups.computeIfAbsent(labelled.value(by), missing -> new ArrayList<>()).add(labelled.row()));
        return groups.entrySet().stream().map(group -> new Group(
                name(by) + ": " + (group.getKey().isEmpty() ? "none" : cut(group.getKey())), group.getValue())).toList();
    }

    private Filters filters(List<Labelled> rows) {
        boolean then = atUs != null;
        String state = address.value(AlertAddress.STATE);
        List<String> matchers = Stream.concat(address.values(AlertAddress.FILTER).stream(),
                address.values(AlertAddress.LABEL).stream().map(AlertListBuilder::matcher)).toList();
        SortedSet<String> severities = new TreeSet<>();
        rows.forEach(labelled -> severities.add(labelled.labels().getOrDefault("severity", "")));
        severities.add(address.value(AlertAddress.SEVERITY));
        List<String> offered = Stream.concat(SEVERITIES.stream(), severities.stream()).filter(each -> !each.isEmpty())
                .distinct().limit(MAX_CHOICES).toList();
        return new Filters(MatcherText.join(matchers), address.value(AlertAddress.ALERTNAME),
                address.value(AlertAddress.SOURCE),
                List.of(new Choice("", "All", state.isEmpty()),
                        new Choice("firing", then ? "Still firing now" : "Firing", state.equals("firing")),
                        new Choice("resolved", then ? "Ended since" : "Resolved", state.equals("resolved"))),
                offered.stream().map(each -> new Choice(each, each, each.equals(address.value(AlertAddress.SEVERITY))))
                        .toList(),
                grouping(rows),
                atUs == null ? List.of() : List.of(new Field(AlertAddress.AT, address.value(AlertAddress.AT))));
    }

    private List<Choice> grouping(List<Labelled> rows) {
        Map<String, String> choices = new TreeMap<>();
        rows.forEach(labelled -> labelled.labels().keySet().stream().filter(label -> choices.size() < MAX_CHOICES)
                .forEach(label -> choices.put(LABEL_PREFIX + label, label)));
        choices.keySet().removeAll(List.of(LABEL_PREFIX + "alertname", LABEL_PREFIX + "severity"));
        Map<String, String> all = new LinkedHashMap<>();
        all.put("", "Nothing");
        all.put(AlertAddress.ALERTNAME, "Alert");
        all.put(AlertAddress.SEVERITY, "Severity");
        all.put(AlertAddress.SOURCE, "Source");
        all.putAll(choices);
        String by = address.value(AlertAddress.GROUP_BY);
        all.putIfAbsent(by, name(by));
        return all.entrySet().stream().map(each -> new Choice(each.getKey(), cut(each.getValue()), each.getKey().equals(by)))
                .toList();
    }

    private static String name(String groupBy) {
        return groupBy.startsWith(LABEL_PREFIX) ? groupBy.substring(LABEL_PREFIX.length()) : groupBy;
    }

    private static String matcher(String label) {
        int at = label.indexOf('=');
        return at < 1 ? label : MatcherText.equal(label.substring(0, at), label.substring(at + 1));
    }

    private Time time() {
        AlertAddress base = address.without(AlertAddress.AT);
        long shown = atUs == null ? nowUs : atUs;
        List<Step> earlier = new ArrayList<>();
        List<Step> later = new ArrayList<>();
        STEPS.forEach((label, step) -> {
            long us = step.toNanos() / 1_000;
            if (shown - us >= 0) {
                earlier.add(new Step("← " + label, base.with(AlertAddress.AT, at(shown - us)).toString()));
            }
            if (atUs != null && shown + us <= nowUs) {
                later.add(0, new Step(label + " →", base.with(AlertAddress.AT, at(shown + us)).toString()));
            }
        });
        return new Time(atUs == null ? "" : LocalDateTime.ofEpochSecond(atUs / 1_000_000, 0, ZoneOffset.UTC).toString(),
                atUs == null ? null : Moment.of(atUs), base.toString(),
                earlier, later, fields(base), shown > nowUs ? "This time has not come yet: below is what fires now." : "");
    }

    private static List<Field> fields(AlertAddress address) {
        return address.view().query().entrySet().stream().sorted(Map.Entry.comparingByKey())
                .flatMap(entry -> entry.getValue().stream().map(value -> new Field(entry.getKey(), value))).toList();
    }

    private List<Chip> chips() {
        List<Chip> chips = new ArrayList<>();
        chip(AlertAddress.STATE, "State: ", chips);
        chip(AlertAddress.SEVERITY, "Severity: ", chips);
        chip(AlertAddress.ALERTNAME, "Alert: ", chips);
        chip(AlertAddress.SOURCE, "Source: ", chips);
        for (String name : List.of(AlertAddress.FILTER, AlertAddress.LABEL)) {
            address.values(name)
                    .forEach(value -> chips.add(new Chip(cut(value), address.withoutValue(name, value).toString())));
        }
        return chips;
    }

    private void chip(String name, String label, List<Chip> chips) {
        String value = address.value(name);
        if (!value.isEmpty()) {
            chips.add(new Chip(label + cut(value), address.without(name).toString()));
        }
    }

    private static String cut(String text) {
        return text.length() <= MAX_CHIP ? text : Truncation.beginning(text, MAX_CHIP) + "…";
    }
}
