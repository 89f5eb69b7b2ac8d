package io.alerthistory.http.page;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import io.alerthistory.catalog.FilterOptions;
import io.alerthistory.history.CountMode;
import io.alerthistory.history.FilterField;
import io.alerthistory.history.SessionList;
import io.alerthistory.history.SessionSort;
import io.alerthistory.http.page.SessionListView.Chip;
import io.alerthistory.http.page.SessionListView.Choice;
import io.alerthistory.http.page.SessionListView.Column;
import io.alerthistory.http.page.SessionListView.Filters;
import io.alerthistory.review.ReviewStatus;
import io.alerthistory.session.SessionStatus;
import io.alerthistory.time.Micros;

/** Makes the view of a list of sessions. */
final class SessionListBuilder {

    static final String STATUS = FilterField.STATUS.jsonName();
    static final String ALERT_TYPE = FilterField.ALERT_TYPE.jsonName();
    static final String AGENT_TYPE = FilterField.AGENT_TYPE.jsonName();
    static final String SEARCH = FilterField.SEARCH.jsonName();
    static final String REVIEW = FilterField.REVIEW_STATUS.jsonName();
    private static final String MIN_SCORE = FilterField.MIN_SCORE.jsonName();
    private static final String MAX_SCORE = FilterField.MAX_SCORE.jsonName();
    static final String START = FilterField.START_DATE_US.jsonName();
    static final String END = FilterField.END_DATE_US.jsonName();

    private static final String SORT_BY = "sort_by";
    private static final String SORT_ORDER = "sort_order";
    private static final String PAGE_SIZE = "page_size";
    private static final String COUNT = "count";
    private static final String DESCENDING = "desc";

    private static final Map<String, Duration> RANGES = ranges();
    private static final List<Integer> SIZES = List.of(20, 50, 100);

    private final ListAddress address;
    private final Clock clock;

    SessionListBuilder(ListAddress address, Clock clock) {
        this.address = address;
        this.clock = clock;
    }

    private static Map<String, Duration> ranges() {
        Map<String, Duration> ranges = new LinkedHashMap<>();
        ranges.put("Last hour", Duration.ofHours(1));
        ranges.put("24 hours", Duration.ofDays(1));
        ranges.put("7 days", Duration.ofDays(7));
        ranges.put("30 days", Duration.ofDays(30));
        return ranges;
    }

    /** @param isFirst whether it is the first page of the view */
    SessionListView view(SessionList list, FilterOptions options, boolean isFirst) {
        String term = address.value(SEARCH).strip();
        long nowUs = Micros.now(clock);
        List<SessionRow> rows = list.sessions().stream()
                .map(session -> SessionRow.of(session, term.isEmpty() ? null : term, nowUs)).toList();
        String previous = list.pagination().prevCursor();
        String next = list.pagination().nextCursor();
        return new SessionListView(filters(options), chips(), columns(), rows, total(list.pagination()),
                previous == null ? null : address.page(previous), next == null ? null : address.page(next), sizes(),
                isFirst && isNewestFirst() && address.value(END).isEmpty() ? news(rows) : null, address.toString(),
                rows.isEmpty() && isFirst && chips().isEmpty());
    }

    private boolean isNewestFirst() {
        SessionSort sort = SessionSort.of(address.value(SORT_BY), address.value(SORT_ORDER));
        return sort.equals(SessionSort.NEWEST_FIRST);
    }

    private String news(List<SessionRow> rows) {
        long newest = rows.isEmpty() ? Micros.now(clock) : rows.get(0).startedAtUs();
        return address.with(START, String.valueOf(newest + 1)).without(PAGE_SIZE, COUNT).at(NewSessionsPages.PATH);
    }

    private Filters filters(FilterOptions options) {
        Set<String> states = Set.copyOf(address.values(STATUS));
        List<Choice> kept = Stream.of(SORT_BY, SORT_ORDER, PAGE_SIZE, COUNT, MIN_SCORE, MAX_SCORE)
                .filter(name -> !address.value(name).isEmpty()).map(name -> new Choice(name, address.value(name), true))
                .toList();
        return new Filters(address.value(SEARCH), Arrays.stream(SessionStatus.values())
                .map(status -> new Choice(status.jsonName(), Words.of(status), states.contains(status.jsonName()))).toList(),
                choices(options.alertTypes(), address.value(ALERT_TYPE)),
                choices(options.agentTypes(), address.value(AGENT_TYPE)), reviews(), time(START), time(END),
                RANGES.entrySet().stream().map(range -> new Choice(since(range.getValue()), range.getKey(), false)).toList(),
                kept);
    }

    private List<Choice> reviews() {
        List<String> chosen = address.values(REVIEW);
        return Arrays.stream(ReviewStatus.values()).map(status -> new Choice(status.jsonName(), Words.of(status),
                chosen.contains(status.jsonName()))).toList();
    }

    /** A value that is not listed any more stays chosen. */
    private static List<Choice> choices(List<String> values, String chosen) {
        Set<String> all = new TreeSet<>(values);
        if (!chosen.isEmpty()) {
            all.add(chosen);
        }
        return all.stream().map(value -> new Choice(value, value, value.equals(chosen))).toList();
    }

    private String since(Duration range) {
        long us = Micros.before(clock, range);
        return address.without(END).with(START, String.valueOf(us - us % 1_000_000)).toString();
    }

    private SessionListView.Time time(String name) {
        String field = field(name);
        return new SessionListView.Time(field, field.isEmpty() ? "" : address.value(name));
    }

    /** A time of the address for a field of a date and a time, in UTC. */
    private String field(String name) {
        return fieldOf(address.value(name));
    }

    private static String fieldOf(String us) {
        try {
            return Moment.of(Long.parseLong(us)).field();
        } catch (NumberFormatException | DateTimeException none) {
            return "";
        }
    }

    /** Whether a time in microseconds is shown as a field has it, so that the person has not changed it. */
    static boolean isShownAs(String us, String field) {
        return fieldOf(us).equals(field);
    }

    private List<Chip> chips() {
        List<Chip> chips = new ArrayList<>();
        address.values(STATUS).forEach(status -> chips.add(new Chip("State: " + state(status),
                address.withoutValue(STATUS, status).toString())));
        address.values(REVIEW).forEach(status -> chips.add(new Chip("Review: " + review(status),
                address.withoutValue(REVIEW, status).toString())));
        chip(ALERT_TYPE, "Alert type: ", chips);
        chip(AGENT_TYPE, "Agent: ", chips);
        chip(SEARCH, "Text: ", chips);
        chip(MIN_SCORE, "Score from ", chips);
        chip(MAX_SCORE, "Score up to ", chips);
        chipOfTime(START, "From ", chips);
        chipOfTime(END, "Until ", chips);
        return chips;
    }

    private static String state(String name) {
        return Arrays.stream(SessionStatus.values()).filter(status -> status.jsonName().equals(name)).findFirst()
                .map(Words::of).orElse(name);
    }

    private static String review(String name) {
        return Arrays.stream(ReviewStatus.values()).filter(status -> status.jsonName().equals(name)).findFirst()
                .map(Words::of).orElse(name);
    }

    private void chip(String name, String label, List<Chip> chips) {
        String value = address.value(name);
        if (!value.isEmpty()) {
            chips.add(new Chip(label + value, address.without(name).toString()));
        }
    }

    private void chipOfTime(String name, String label, List<Chip> chips) {
        String time = field(name);
        if (!time.isEmpty()) {
            chips.add(new Chip(label + time.replace('T', ' ') + " UTC", address.without(name).toString()));
        }
    }

    private List<Column> columns() {
        return List.of(column("State", SessionSort.Key.STATUS), column("Alert type", SessionSort.Key.ALERT_TYPE),
                new Column("Summary", null, "none"), column("Agent", SessionSort.Key.AGENT_TYPE),
                column("Author", SessionSort.Key.AUTHOR), column("Started", SessionSort.Key.STARTED_AT_US),
                column("Duration", SessionSort.Key.DURATION_MS), new Column("Stages", null, "none"),
                new Column("Tokens", null, "none"));
    }

    /** Times and durations begin with the largest, names with the first. */
    private Column column(String label, SessionSort.Key key) {
        SessionSort sort = SessionSort.of(address.value(SORT_BY), address.value(SORT_ORDER));
        boolean isSorted = sort.key() == key;
        boolean isNumeric = key == SessionSort.Key.STARTED_AT_US || key == SessionSort.Key.DURATION_MS;
        boolean ascendsNext = isSorted ? !sort.ascending() : !isNumeric;
        return new Column(label,
                address.with(SORT_BY, key.jsonName()).with(SORT_ORDER, ascendsNext ? "asc" : DESCENDING).toString(),
                isSorted ? sort.ascending() ? "ascending" : "descending" : "none");
    }

    private static String total(SessionList.Pagination pagination) {
        Long items = pagination.totalItems();
        if (items == null) {
            return "";
        }
        return (pagination.count() == CountMode.ESTIMATE ? "about " : "") + Words.count(items, "session", "sessions");
    }

    private List<Choice> sizes() {
        String chosen = address.value(PAGE_SIZE);
        int size = chosen.isEmpty() ? SIZES.get(0) : Integer.parseInt(chosen);
        return SIZES.stream().map(each -> new Choice(address.with(PAGE_SIZE, each.toString()).toString(), each.toString(),
                each == size)).toList();
    }
}
