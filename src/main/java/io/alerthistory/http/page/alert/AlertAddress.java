package io.alerthistory.http.page.alert;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.alerthistory.http.QueryWriter;
import io.alerthistory.http.page.AlertLink;
import io.alerthistory.http.page.ListAddress;

/**
 * The address of a view of the alerts, under the names of the API. A link that changes the view begins at its first page.
 *
 * @param view its parameters
 */
record AlertAddress(ListAddress view) {

    static final String PATH = AlertLink.PATH;

    static final String STATE = "state";
    static final String ALERTNAME = "alertname";
    static final String SEVERITY = "severity";
    static final String SOURCE = "source";
    static final String FILTER = "filter";
    static final String LABEL = "label";
    static final String AT = "at";
    static final String GROUP_BY = "group_by";
    static final String CURSOR = "cursor";

    private static final Set<String> REPEATED = Set.of(FILTER, LABEL);
    private static final Set<String> KNOWN = Set.of(STATE, ALERTNAME, SEVERITY, SOURCE, FILTER, LABEL, AT, GROUP_BY);

    /** The view that a request asks for. A form sends the fields that are empty, too. */
    static AlertAddress of(Map<String, List<String>> query) {
        return new AlertAddress(ListAddress.of(query, KNOWN, REPEATED::contains));
    }

    /** The view of everything now. */
    static AlertAddress all() {
        return of(Map.of());
    }

    List<String> values(String name) {
        return view.values(name);
    }

    /** The first value of a parameter; empty when it has none. */
    String value(String name) {
        return view.value(name);
    }

    AlertAddress with(String name, String value) {
        return new AlertAddress(view.with(name, value));
    }

    /** The view with one more value of a parameter that may have several. */
    AlertAddress and(String name, String value) {
        Map<String, List<String>> query = new HashMap<>(view.query());
        query.merge(name, List.of(value), (one, other) -> Stream.concat(one.stream(), other.stream())
                .distinct().toList());
        return new AlertAddress(new ListAddress(query));
    }

    AlertAddress without(String... names) {
        return new AlertAddress(view.without(names));
    }

    AlertAddress withoutValue(String name, String value) {
        return new AlertAddress(view.withoutValue(name, value));
    }

    /** A page of the view. */
    String page(String cursor) {
        String first = toString();
        return first + (first.contains("?") ? "&" : "?") + QueryWriter.pair(CURSOR, cursor);
    }

    @Override
    public String toString() {
        return view.at(PATH);
    }
}
