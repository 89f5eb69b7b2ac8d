package io.alerthistory.http.page;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.alerthistory.http.QueryWriter;
import io.alerthistory.http.session.SessionListParams;

/**
 * The address of a view of the list: its filters, its order and its size, under the names of the API. A link that changes the
 * view begins at its first page.
 *
 * @param query the parameters that the list knows, without empty values
 */
public record ListAddress(Map<String, List<String>> query) {

    /** The address of the list. */
    public static final String PATH = "/sessions";

    /** The page has one notation of times. */
    private static final Set<String> KNOWN = SessionListParams.REPEATED_IN_LINKS.stream()
            .filter(name -> !SessionListParams.TIMES.contains(name)).collect(Collectors.toUnmodifiableSet());

    public ListAddress {
        query = Map.copyOf(query);
    }

    /** The view that a request asks for. A form sends the fields that are empty, too. */
    static ListAddress of(Map<String, List<String>> query) {
        return of(query, KNOWN, SessionListParams::mayRepeat);
    }

    /** The same of another list. */
    public static ListAddress of(Map<String, List<String>> query, Set<String> known, Predicate<String> mayRepeat) {
        Map<String, List<String>> kept = new HashMap<>();
        query.forEach((name, values) -> {
            List<String> given = values.stream().filter(value -> !value.isBlank()).distinct().toList();
            if (known.contains(name) && !given.isEmpty()) {
                kept.put(name, mayRepeat.test(name) ? given : given.subList(0, 1));
            }
        });
        return new ListAddress(kept);
    }

    /** All values of a parameter. */
    public List<String> values(String name) {
        return query.getOrDefault(name, List.of());
    }

    /** The first value of a parameter; empty when it has none. */
    public String value(String name) {
        return values(name).stream().findFirst().orElse("");
    }

    /** The view with one value of a parameter. */
    public ListAddress with(String name, String value) {
        Map<String, List<String>> changed = new HashMap<>(query);
        changed.put(name, List.of(value));
        return new ListAddress(changed);
    }

    /** The view without some parameters. */
    public ListAddress without(String... names) {
        Map<String, List<String>> changed = new HashMap<>(query);
        changed.keySet().removeAll(Set.of(names));
        return new ListAddress(changed);
    }

    /** The view without one of the values of a parameter. */
    public ListAddress withoutValue(String name, String value) {
        List<String> left = values(name).stream().filter(each -> !each.equals(value)).toList();
        Map<String, List<String>> changed = new HashMap<>(query);
        if (left.isEmpty()) {
            changed.remove(name);
        } else {
            changed.put(name, left);
        }
        return new ListAddress(changed);
    }

    /** The address below a path. */
    public String at(String path) {
        List<String> pairs = new ArrayList<>();
        new TreeSet<>(query.keySet())
                .forEach(name -> values(name).forEach(value -> pairs.add(QueryWriter.pair(name, value))));
        return pairs.isEmpty() ? path : path + "?" + String.join("&", pairs);
    }

    String page(String cursor) {
        String first = at(PATH);
        return first + (first.contains("?") ? "&" : "?") + QueryWriter.pair("cursor", cursor);
    }

    @Override
    public String toString() {
        return at(PATH);
    }
}
