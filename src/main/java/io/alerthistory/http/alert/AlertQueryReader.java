package io.alerthistory.http.alert;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.alerthistory.episode.read.AlertFilter;
import io.alerthistory.episode.read.AlertOrder;
import io.alerthistory.episode.read.AlertQuery;
import io.alerthistory.episode.read.AlertState;
import io.alerthistory.episode.read.EpisodeQuery;
import io.alerthistory.episode.read.LabelMatcher;
import io.alerthistory.episode.read.NotificationQuery;
import io.alerthistory.episode.read.TimeWindow;
import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.alerthistory.history.CountMode;
import io.alerthistory.http.QueryReader;
import io.alerthistory.json.JsonName;

/** Parses the parameters of the questions about alerts. A problem names every invalid parameter at once. */
public final class AlertQueryReader {

    static final String CURSOR = "cursor";
    static final String SOURCE = "source";
    static final int MAX_PAGE_SIZE = 100;
    static final int DEFAULT_PAGE_SIZE = 50;

    static final String ALERTNAME = "alertname";
    static final String SEVERITY = "severity";
    private static final String STATE = "state";
    static final String FORMAT = "format";
    static final String PAGE_SIZE = "page_size";
    private static final String COUNT = "count";
    static final String SORT_BY = "sort_by";
    private static final String RECEIVER = "receiver";
    private static final String FINGERPRINT = "fingerprint";
    private static final String AT = "at";
    private static final String KNOWN_AT = "known_at";
    static final String FROM = "from";
    static final String TO = "to";
    static final String FILTER = "filter";
    static final String LABEL = "label";

    private final QueryReader query;

    /** The parameters of the list of alerts. */
    static final Set<String> OF_ALERTS = Set.of(STATE, ALERTNAME, SEVERITY, SOURCE, LABEL, FILTER, FROM, TO, SORT_BY, PAGE_SIZE,
            CURSOR, COUNT);

    /** The parameters of what fires. */
    static final Set<String> OF_EPISODES = Set.of(AT, KNOWN_AT, FROM, TO, STATE, ALERTNAME, SEVERITY, SOURCE, LABEL, FILTER,
            FORMAT, PAGE_SIZE, CURSOR);

    /** The parameters of what an alert has several of. */
    static final Set<String> OF_ALERT = Set.of(SOURCE, PAGE_SIZE, CURSOR);

    /** The parameter of an alert itself. */
    static final Set<String> OF_SOURCE = Set.of(SOURCE);

    static final Set<String> OF_NOTIFICATIONS = Set.of(FROM, TO, RECEIVER, FINGERPRINT, SOURCE, PAGE_SIZE, CURSOR);

    /** Ignores parameters that it does not know, as those of a page. */
    public AlertQueryReader(Map<String, List<String>> query) {
        this(new QueryReader(query));
        this.query.refuseUnstorable(CURSOR);
    }

    /** Refuses parameters that a route does not have. */
    AlertQueryReader(Map<String, List<String>> query, Set<String> known) {
        this(QueryReader.ofKnown(query, known));
        this.query.refuseUnstorable(CURSOR);
    }

    /** Adds to the errors of another reader of the same request. */
    AlertQueryReader(QueryReader query) {
        this.query = query;
    }

    public AlertQuery alerts() {
        AlertFilter filter = filter();
        TimeWindow window = window();
        int size = size();
        CountMode count = query.one(COUNT, CountMode.values(), CountMode.AUTO);
        AlertOrder sort = query.one(SORT_BY, AlertOrder.values(), AlertOrder.CHANGED_AT_US);
        query.check();
        return new AlertQuery(filter, window, null, size, count, sort, 0);
    }

    public EpisodeQuery episodes() {
        AlertFilter filter = filter();
        TimeWindow window = window();
        Long at = query.instant(AT);
        Long knownAt = query.instant(KNOWN_AT);
        int size = size();
        query.check();
        if (at != null && !window.equals(TimeWindow.ALL)) {
            throw contradiction("at and a window of from and to exclude each other");
        }
        if (knownAt != null && (at == null || knownAt < at)) {
            throw contradiction("known_at needs at, and must not be before it");
        }
        return at != null ? EpisodeQuery.at(filter, at, knownAt, null, size)
                : window.equals(TimeWindow.ALL) ? EpisodeQuery.now(filter, null, size)
                        : EpisodeQuery.in(filter, window, null, size);
    }

    /** The parameter format; the fallback when it was not sent. */
    <E extends Enum<E> & JsonName> E format(E[] formats, E fallback) {
        E format = query.one(FORMAT, formats, fallback);
        query.check();
        return format;
    }

    NotificationQuery notifications() {
        TimeWindow window = window();
        int size = size();
        query.check();
        return new NotificationQuery(window, query.text(RECEIVER), query.first(SOURCE), query.text(FINGERPRINT),
                null, size);
    }

    /** The page size of a list without other parameters. */
    int checkedSize() {
        int size = size();
        query.check();
        return size;
    }

    @Nullable
    public String cursor() {
        return query.text(CURSOR);
    }

    /** The source, which may be empty; null when it was not sent. */
    @Nullable
    public String source() {
        query.check();
        return query.first(SOURCE);
    }

    private int size() {
        return (int) query.integer(PAGE_SIZE, 1, MAX_PAGE_SIZE, DEFAULT_PAGE_SIZE);
    }

    private AlertFilter filter() {
        AlertState state = query.text(STATE) == null ? null : query.one(STATE, AlertState.values(), AlertState.FIRING);
        return filter(state);
    }

    /** Which alerts are meant, whatever their state. */
    AlertFilter identity() {
        return filter(null);
    }

    private AlertFilter filter(@Nullable AlertState state) {
        List<LabelMatcher> matchers = new ArrayList<>();
        List<String> filters = query.all(FILTER);
        List<String> labels = query.all(LABEL);
        if (filters.size() + labels.size() > AlertFilter.MAX_MATCHERS) {
            query.refuse(FILTER, "and label must be at most " + AlertFilter.MAX_MATCHERS + " together");
        } else {
            filters.stream().map(this::matcher).filter(Objects::nonNull).map(Objects::requireNonNull).forEach(matchers::add);
            labels.stream().map(this::label).filter(Objects::nonNull).map(Objects::requireNonNull).forEach(matchers::add);
        }
        return AlertFilter.of(state, query.text(ALERTNAME), query.text(SEVERITY), query.first(SOURCE), matchers);
    }

    private @Nullable LabelMatcher matcher(String text) {
        try {
            return LabelMatcher.parse(text);
        } catch (IllegalArgumentException e) {
            query.refuse(FILTER, String.valueOf(e.getMessage()));
            return null;
        }
    }

    /** Everything behind the first equals sign is the value. */
    private @Nullable LabelMatcher label(String text) {
        int at = text.indexOf('=');
        if (at < 1 || text.length() > LabelMatcher.MAX_LENGTH) {
            query.refuse(LABEL, "must be a name, = and a value, as team=storage, of at most " + LabelMatcher.MAX_LENGTH
                    + " characters");
            return null;
        }
        return LabelMatcher.of(text.substring(0, at), LabelMatcher.Operator.EQUAL, text.substring(at + 1));
    }

    private TimeWindow window() {
        Long from = query.instant(FROM);
        Long to = query.instant(TO);
        if (from != null && to != null && from >= to) {
            query.refuse(FROM, "must be before " + TO);
        }
        return new TimeWindow(from == null ? TimeWindow.EARLIEST_US : from, to == null ? TimeWindow.LATEST_US : to);
    }

    private static ProblemException contradiction(String detail) {
        return new ProblemException(ErrorCode.INVALID_COMBINATION, detail);
    }
}
