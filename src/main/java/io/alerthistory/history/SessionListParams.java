package io.alerthistory.history;

import java.util.ArrayList;
import java.util.List;

import jakarta.ws.rs.core.MultivaluedMap;

import org.jspecify.annotations.Nullable;

import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.FieldError;
import io.alerthistory.error.ProblemException;
import io.alerthistory.session.Micros;

/** The query of a list, read and checked as a whole: every broken parameter is told at once. */
record SessionListParams(SessionFilter filter, SessionSort sort, PageRequest page) {

    private static final int DEFAULT_SIZE = 20;
    private static final int GREATEST_SIZE = 100;

    /** @throws ProblemException 422 with every invalid parameter, 400 when the two dates contradict each other */
    static SessionListParams of(MultivaluedMap<String, String> query) {
        List<FieldError> errors = new ArrayList<>();
        Long start = instant(query, "start_date_us", errors);
        Long end = instant(query, "end_date_us", errors);
        long page = integer(query, "page", 1, Integer.MAX_VALUE, 1, errors);
        long size = integer(query, "page_size", 1, GREATEST_SIZE, DEFAULT_SIZE, errors);
        query.forEach((name, values) -> values.forEach(value -> {
            String defect = io.alerthistory.json.Strings.defect(value);
            if (defect != null) {
                errors.add(FieldError.parameter(name, defect));
            }
        }));
        if (!errors.isEmpty()) {
            throw ProblemException.invalidParameters(errors);
        }
        if (start != null && end != null && start >= end) {
            throw new ProblemException(ErrorCode.INVALID_COMBINATION, "start_date_us must be before end_date_us");
        }
        List<String> statuses = query.getOrDefault("status", List.of()).stream().filter(value -> !value.isEmpty()).distinct()
                .toList();
        return new SessionListParams(
                new SessionFilter(statuses, text(query, "agent_type"), text(query, "alert_type"), start, end),
                SessionSort.of(query.getFirst("sort_by"), query.getFirst("sort_order")),
                new PageRequest((int) page, (int) size));
    }

    private static @Nullable String text(MultivaluedMap<String, String> query, String name) {
        String value = query.getFirst(name);
        return value == null || value.isEmpty() ? null : value;
    }

    /** 0 counts as absent, as Tarsy's clients expect. */
    private static @Nullable Long instant(MultivaluedMap<String, String> query, String name, List<FieldError> errors) {
        long value = integer(query, name, Long.MIN_VALUE / 2, Micros.GREATEST, 0, errors);
        return value == 0 ? null : Long.valueOf(value);
    }

    private static long integer(MultivaluedMap<String, String> query, String name, long least, long greatest, long fallback,
            List<FieldError> errors) {
        String text = query.getFirst(name);
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
        errors.add(FieldError.parameter(name,
                "must be an integer" + (least < 0 ? "" : " of at least " + least)
                        + (greatest == Integer.MAX_VALUE ? "" : " and at most " + greatest)));
        return fallback;
    }
}
