package io.alerthistory.http.session;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.alerthistory.history.CountMode;
import io.alerthistory.history.Cursor;
import io.alerthistory.history.CursorSigner;
import io.alerthistory.history.FilterField;
import io.alerthistory.history.PageRequest;
import io.alerthistory.history.SearchTerm;
import io.alerthistory.history.SessionFilter;
import io.alerthistory.history.SessionQuery;
import io.alerthistory.history.SessionSort;
import io.alerthistory.http.QueryReader;
import io.alerthistory.review.ScoreRequest;
import io.alerthistory.time.Micros;

/** Reads and checks the parameters of a list. The problem names every invalid parameter at once. */
public record SessionListParams(SessionFilter filter, SessionSort sort, PageRequest page, CountMode count) {

    /** Another notation of start_date_us, which takes times of RFC 3339. */
    public static final String FROM = "from";

    /** Another notation of end_date_us; exclusive, as of all other routes. */
    public static final String TO = "to";

    /** The notations of times that are not filters of their own. */
    public static final Set<String> TIMES = Set.of(FROM, TO);

    /** All parameters that choose what is listed and how; page and cursor say where in it. */
    public static final List<String> REPEATED_IN_LINKS = Stream
            .concat(Arrays.stream(FilterField.values()).map(FilterField::jsonName),
                    Stream.of(FROM, TO, "count", "page_size", "sort_by", "sort_order"))
            .sorted().toList();

    /** The first instant that a parameter may name: no sum of two overflows. */
    public static final long EARLIEST_US = Long.MIN_VALUE / 2;

    private static final String CURSOR = "cursor";
    private static final int DEFAULT_SIZE = 20;
    private static final int MAX_PAGE_SIZE = 100;

    /** Whether every value of the parameter counts; of the others the first one does. */
    public static boolean mayRepeat(String parameter) {
        return Arrays.stream(FilterField.values())
                .anyMatch(field -> field.type() == FilterField.Type.TEXTS && field.jsonName().equals(parameter));
    }

    /**
     * Reads the query of a list.
     *
     * @throws ProblemException 422 with every invalid parameter, 400 for those that contradict each other
     */
    public static SessionListParams of(Map<String, List<String>> query, CursorSigner signer) {
        return new Reader(query, signer).read();
    }

    /** A walk by cursor keeps the moment at which it began. */
    public SessionQuery query(long nowUs) {
        Cursor cursor = page.cursor();
        return new SessionQuery(filter, sort, page, count, cursor == null ? nowUs : cursor.nowUs());
    }

    /** Reads one query string. */
    private static final class Reader {

        private final QueryReader query;
        private final CursorSigner signer;

        Reader(Map<String, List<String>> query, CursorSigner signer) {
            this.query = new QueryReader(query);
            this.signer = signer;
        }

        SessionListParams read() {
            query.refuseUnstorable(CURSOR);
            SessionFilter filter = SessionFilter.of(this::value);
            requireRangeOfShortSearch(filter);
            SessionSort sort = SessionSort.of(query.first("sort_by"), query.first("sort_order"));
            int page = (int) query.integer("page", 1, Integer.MAX_VALUE, 1);
            int size = (int) query.integer("page_size", 1, MAX_PAGE_SIZE, DEFAULT_SIZE);
            CountMode count = count();
            query.check();
            requireAgreement(filter);
            String cursor = query.text(CURSOR);
            return new SessionListParams(filter, sort,
                    cursor == null ? PageRequest.numbered(page, size)
                            : PageRequest.at(Cursor.decode(cursor, filter, sort, signer), size),
                    count);
        }

        private void requireAgreement(SessionFilter filter) {
            Long start = filter.startDateUs();
            Long end = filter.endDateUs();
            // The microsecond before an exclusive end may be the start.
            if (start != null && end != null && (start > end || (start.equals(end) && query.text(TO) == null))) {
                throw new ProblemException(ErrorCode.INVALID_COMBINATION,
                        "start_date_us must be before end_date_us");
            }
            Long min = filter.score(FilterField.MIN_SCORE);
            Long max = filter.score(FilterField.MAX_SCORE);
            if (min != null && max != null && min > max) {
                throw new ProblemException(ErrorCode.INVALID_COMBINATION, "min_score must not be greater than max_score");
            }
            if (query.text(CURSOR) != null && query.first("page") != null) {
                throw new ProblemException(ErrorCode.INVALID_COMBINATION,
                        "cursor and page exclude each other; a cursor already says which page");
            }
        }

        private @Nullable Object value(FilterField field) {
            String name = field.jsonName();
            return switch (field.type()) {
                case TEXT -> query.text(name);
                case TEXTS -> query.all(name).stream().filter(value -> !value.isEmpty()).distinct().toList();
                case INSTANT -> field == FilterField.START_DATE_US ? instant(name, FROM, 0) : instant(name, TO, 1);
                case SCORE -> score(name);
                case SEARCH -> search(name);
            };
        }

        private @Nullable Long score(String name) {
            return query.text(name) == null ? null
                    : Long.valueOf(query.integer(name, 0, ScoreRequest.MAX_SCORE, 0));
        }

        private @Nullable SearchTerm search(String name) {
            String search = query.first(name);
            if (search == null) {
                return null;
            }
            if (search.codePointCount(0, search.length()) < SearchTerm.SHORTEST && !SearchTerm.isShortWord(search)) {
                query.refuse(name, "must have at least " + SearchTerm.SHORTEST + " characters");
            }
            String term = search.strip();
            return term.isEmpty() ? null : new SearchTerm(term);
        }

        private void requireRangeOfShortSearch(SessionFilter filter) {
            String name = FilterField.SEARCH.jsonName();
            if (SearchTerm.isShortWord(String.valueOf(query.first(name))) && !filter.hasShortRange()) {
                query.refuse(name, "must have at least " + SearchTerm.SHORTEST
                        + " characters, or two of Chinese, Japanese or Korean with from and to, or start_date_us and end_date_us,"
                        + " at most 31 days apart");
            }
        }

        private CountMode count() {
            String count = query.first("count");
            if (count == null) {
                return CountMode.AUTO;
            }
            return Arrays.stream(CountMode.values()).filter(mode -> mode.jsonName().equals(count.toLowerCase(Locale.ROOT)))
                    .findFirst().orElseGet(() -> {
                        query.refuse("count", "must be one of " + Arrays.stream(CountMode.values()).map(CountMode::jsonName)
                                .collect(Collectors.joining(", ")));
                        return CountMode.AUTO;
                    });
        }

        /**
         * Reads a bound in one of its two notations. 0 counts as absent, as Tarsy's clients expect.
         *
         * @param excludedUs what lies between the other notation and the inclusive bound
         */
        private @Nullable Long instant(String name, String other, long excludedUs) {
            long value = query.integer(name, EARLIEST_US, Micros.MAX, 0,
                    "must be microseconds since the epoch, an integer from "
                            + EARLIEST_US + " to " + Micros.MAX + "; " + other + " takes a time of RFC 3339");
            Long named = query.instant(other);
            if (named == null) {
                return value == 0 ? null : Long.valueOf(value);
            }
            if (query.text(name) != null) {
                query.refuse(other, "and " + name + " are the same bound; send one of them");
            }
            return named - excludedUs;
        }
    }
}
