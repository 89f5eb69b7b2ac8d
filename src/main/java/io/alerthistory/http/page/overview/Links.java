package io.alerthistory.http.page.overview;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.alerthistory.history.FilterField;
import io.alerthistory.http.page.ListAddress;

/** Addresses of views of the list. */
final class Links {

    private Links() {
    }

    /** The sessions in some states. */
    static String states(List<String> states) {
        return new ListAddress(Map.of(FilterField.STATUS.jsonName(), states)).toString();
    }

    /**
     * The sessions that started in a range.
     *
     * @param toUs the end, which is not part of it
     * @param states empty for all
     */
    static String range(long fromUs, long toUs, List<String> states) {
        Map<String, List<String>> query = new HashMap<>();
        query.put(FilterField.START_DATE_US.jsonName(), List.of(String.valueOf(fromUs)));
        query.put(FilterField.END_DATE_US.jsonName(), List.of(String.valueOf(toUs - 1)));
        if (!states.isEmpty()) {
            query.put(FilterField.STATUS.jsonName(), states);
        }
        return new ListAddress(query).toString();
    }

    /** The sessions of an alert type since a time. */
    static String alertType(String type, long fromUs, List<String> states) {
        Map<String, List<String>> query = new HashMap<>();
        query.put(FilterField.ALERT_TYPE.jsonName(), List.of(type));
        query.put(FilterField.START_DATE_US.jsonName(), List.of(String.valueOf(fromUs)));
        if (!states.isEmpty()) {
            query.put(FilterField.STATUS.jsonName(), states);
        }
        return new ListAddress(query).toString();
    }

    /** The sessions in some states that started at a time or later. */
    static String since(long fromUs, List<String> states) {
        return new ListAddress(Map.of(FilterField.START_DATE_US.jsonName(), List.of(String.valueOf(fromUs)),
                FilterField.STATUS.jsonName(), states)).toString();
    }
}
