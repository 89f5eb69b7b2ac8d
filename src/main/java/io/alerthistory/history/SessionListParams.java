package io.alerthistory.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.FieldError;
import io.alerthistory.error.ProblemException;
import io.alerthistory.json.Strings;
import io.alerthistory.session.Micros;

/** The query of a list, read and checked as a whole: every broken parameter is told at once. */
record SessionListParams(SessionFilter filter, SessionSort sort, PageRequest page, CountMode count) {

    private static final int DEFAULT_SIZE = 20;
    private static final int GREATEST_SIZE = 100;

    /** @throws ProblemException 422 with every invalid parameter, 400 for those that contradict each other */
    static SessionListParams of(Map<String, List<String>> query) {
        return new Reader(query).read();
    }

    /** A walk by cursor keeps the moment at which it began. */
    SessionQuery query(long nowUs) {
        Cursor cursor = page.cursor();
        return new SessionQuery(filter, sort, page, count, cursor == null ? nowUs : cursor.nowUs());
    }

    /** Reads one query string and collects what is wrong with it. */
    private static final class Reader {

        private final Map<String, List<String>> query;
        private final List<FieldError> errors = new ArrayList<>();

        Reader(Map<String, List<String>> query) {
            this.query = query;
        }

        SessionListParams read() {
            query.forEach((name, values) -> values.forEach(value -> refuse(name, Strings.defect(value))));
            List<String> statuses = query.getOrDefault("status", List.of()).stream().filter(value -> !value.isEmpty())
                    .distinct().toList();
            SessionFilter filter = new SessionFilter(statuses, text("agent_type"), text("alert_type"), search(),
                    instant("start_date_us"), instant("end_date_us"));
            SessionSort sort = SessionSort.of(first("sort_by"), first("sort_order"));
            int page = (int) integer("page", 1, Integer.MAX_VALUE, 1);
            int size = (int) integer("page_size", 1, GREATEST_SIZE, DEFAULT_SIZE);
            CountMode count = count();
            if (!errors.isEmpty()) {
                throw ProblemException.invalidParameters(errors);
            }
            requireAgreement(filter);
            String cursor = text("cursor");
            return new SessionListParams(filter, sort,
                    cursor == null ? PageRequest.numbered(page, size)
                            : PageRequest.at(Cursor.decode(cursor, filter, sort), size),
                    count);
        }

        private void requireAgreement(SessionFilter filter) {
            Long start = filter.startDateUs();
            Long end = filter.endDateUs();
            if (start != null && end != null && start >= end) {
                throw new ProblemException(ErrorCode.INVALID_COMBINATION, "start_date_us must be before end_date_us");
            }
            if (text("cursor") != null && query.containsKey("page")) {
                throw new ProblemException(ErrorCode.INVALID_COMBINATION,
                        "cursor and page exclude each other; a cursor already says which page");
            }
        }

        private @Nullable SearchTerm search() {
            String sent = first("search");
            if (sent == null) {
                return null;
            }
            if (sent.codePointCount(0, sent.length()) < SearchTerm.SHORTEST) {
                refuse("search", "must have at least " + SearchTerm.SHORTEST + " characters");
            }
            String term = sent.strip();
            return term.isEmpty() ? null : new SearchTerm(term);
        }

        private CountMode count() {
            String sent = first("count");
            if (sent == null) {
                return CountMode.AUTO;
            }
            return Arrays.stream(CountMode.values()).filter(mode -> mode.wire().equals(sent.toLowerCase(Locale.ROOT)))
                    .findFirst().orElseGet(() -> {
                        refuse("count", "must be one of " + Arrays.stream(CountMode.values()).map(CountMode::wire)
                                .collect(Collectors.joining(", ")));
                        return CountMode.AUTO;
                    });
        }

        private @Nullable String first(String name) {
            List<String> values = query.getOrDefault(name, List.of());
            return values.isEmpty() ? null : values.get(0);
        }

        private @Nullable String text(String name) {
            String value = first(name);
            return value == null || value.isEmpty() ? null : value;
        }

        /** 0 counts as absent, as Tarsy's clients expect. */
        private @Nullable Long instant(String name) {
            long value = integer(name, Long.MIN_VALUE / 2, Micros.GREATEST, 0);
            return value == 0 ? null : Long.valueOf(value);
        }

        private long integer(String name, long least, long greatest, long fallback) {
            String text = first(name);
            if (text == null) {
                return fallback;
            }
            try {
                long value = Long.parseLong(text);
                if (value >= least && value <= greatest) {
                    return value;
                }
            } catch (NumberFormatException notANumber) { // told below
            }
            refuse(name, "must be an integer" + (least < 0 ? "" : " of at least " + least)
                    + (greatest == Integer.MAX_VALUE ? "" : " and at most " + greatest));
            return fallback;
        }

        private void refuse(String name, @Nullable String defect) {
            if (defect != null) {
                errors.add(FieldError.parameter(name, defect));
            }
        }
    }
}
