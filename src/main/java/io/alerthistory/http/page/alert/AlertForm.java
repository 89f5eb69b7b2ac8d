package io.alerthistory.http.page.alert;

import java.time.DateTimeException;
import java.util.List;
import java.util.Map;

import io.alerthistory.error.FieldError;
import io.alerthistory.error.ProblemException;
import io.alerthistory.http.page.MatcherText;
import io.alerthistory.http.page.Moment;

/**
 * What the forms of the list send: several matchers in one field, and a time as people write it, in UTC. The address of the
 * view has them as the API does.
 *
 * @param query the fields
 */
record AlertForm(Map<String, List<String>> query) {

    private static final String MATCHERS = "matchers";
    private static final String TIME = "time";

    /** Whether a request is that of a form. */
    boolean isSent() {
        return query.containsKey(MATCHERS) || query.containsKey(TIME);
    }

    /**
     * The address of the view that the form asks for.
     *
     * @throws ProblemException 422 when the time is none
     */
    AlertAddress address() {
        AlertAddress address = AlertAddress.of(query);
        if (query.containsKey(MATCHERS)) {
            address = address.without(AlertAddress.FILTER, AlertAddress.LABEL);
            for (String matcher : MatcherText.split(first(MATCHERS))) {
                address = address.and(AlertAddress.FILTER, matcher);
            }
        }
        return query.containsKey(TIME) ? withTime(address) : address;
    }

    private AlertAddress withTime(AlertAddress address) {
        String time = first(TIME).strip();
        if (time.isEmpty()) {
            return address.without(AlertAddress.AT);
        }
        try {
            return address.with(AlertAddress.AT, AlertListBuilder.at(Moment.us(time)));
        } catch (DateTimeException | ArithmeticException e) {
            throw ProblemException
                    .invalidParameters(List.of(FieldError.parameter(TIME, "must be a time such as 2026-11-30T08:15")));
        }
    }

    private String first(String name) {
        return query.getOrDefault(name, List.of("")).get(0);
    }
}
