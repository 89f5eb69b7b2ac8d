package io.alerthistory.http.page.statistics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.alerthistory.episode.read.GroupBy;
import io.alerthistory.http.page.ListAddress;
import io.alerthistory.http.page.MatcherText;
import io.alerthistory.http.page.StatisticsLink;

/**
 * The address of a view of the statistics, under the names of the API.
 *
 * @param view its parameters
 */
record FiguresAddress(ListAddress view) {

    static final String PATH = StatisticsLink.PATH;

    static final String FROM = "from";
    static final String TO = "to";
    static final String TZ = "tz";
    static final String GROUP_BY = "group_by";
    static final String SORT_BY = "sort_by";
    static final String ALERTNAME = "alertname";
    static final String SEVERITY = "severity";
    static final String SOURCE = "source";
    static final String FILTER = "filter";
    static final String LABEL = "label";

    /** What stands before the name of a label that alerts are grouped by. */
    static final String LABEL_PREFIX = "label.";

    /** Fields that only the form has: all matchers in one, and the name of a label to group by. */
    private static final String MATCHERS = "matchers";
    private static final String BY_LABEL = "by_label";

    private static final Set<String> REPEATED = Set.of(FILTER, LABEL);
    private static final Set<String> KNOWN = Set.of(FROM, TO, TZ, GROUP_BY, SORT_BY, ALERTNAME, SEVERITY, SOURCE, FILTER,
            LABEL);

    /** The view that a request asks for. */
    static FiguresAddress of(Map<String, List<String>> query) {
        return new FiguresAddress(ListAddress.of(query, KNOWN, REPEATED::contains));
    }

    /** Whether a request has fields that only the form has. Its script leaves out those that are empty. */
    static boolean isForm(Map<String, List<String>> query) {
        return query.containsKey(MATCHERS) || query.containsKey(BY_LABEL);
    }

    /** The view that the form asks for: its matchers are all there are. */
    static FiguresAddress ofForm(Map<String, List<String>> query) {
        Map<String, List<String>> view = new HashMap<>(query);
        view.keySet().removeAll(Set.of(ALERTNAME, SEVERITY, LABEL));
        view.put(FILTER, MatcherText.split(query.getOrDefault(MATCHERS, List.of("")).get(0)));
        String label = query.getOrDefault(BY_LABEL, List.of("")).get(0).strip();
        if (!label.isEmpty()) {
            view.put(GROUP_BY, List.of(label.startsWith(LABEL_PREFIX) ? label : LABEL_PREFIX + label));
        }
        return of(view);
    }

    /** The first value of a parameter; empty when it has none. */
    String value(String name) {
        return view.value(name);
    }

    FiguresAddress with(String name, String value) {
        return new FiguresAddress(view.with(name, value));
    }

    FiguresAddress without(String... names) {
        return new FiguresAddress(view.without(names));
    }

    /** What alerts are grouped by, as the API has it. */
    String groupBy() {
        return value(GROUP_BY).isEmpty() ? ALERTNAME : value(GROUP_BY);
    }

    /** All matchers as one text. */
    String matchers() {
        List<String> all = new ArrayList<>();
        for (String name : List.of(ALERTNAME, SEVERITY)) {
            view.values(name).forEach(value -> all.add(MatcherText.equal(name, value)));
        }
        for (String label : view.values(LABEL)) {
            int at = label.indexOf('=');
            all.add(at < 1 ? label : MatcherText.equal(label.substring(0, at), label.substring(at + 1)));
        }
        all.addAll(view.values(FILTER));
        return MatcherText.join(all);
    }

    /**
     * The page of the alerts of a group; empty for those without a source, for which it has no filter, and for values that may
     * be
     * longer than the group's name.
     */
    String alerts(String key) {
        String by = groupBy();
        if ((by.equals(SOURCE) && key.isEmpty())
                || (by.startsWith(LABEL_PREFIX) && key.codePointCount(0, key.length()) >= GroupBy.MAX_KEY)) {
            return "";
        }
        ListAddress kept = view.without(FROM, TO, TZ, GROUP_BY, SORT_BY);
        if (!key.isEmpty() && !by.startsWith(LABEL_PREFIX)) {
            return kept.with(by, key).at("/alerts");
        }
        String label = by.startsWith(LABEL_PREFIX) ? by.substring(LABEL_PREFIX.length()) : by;
        Map<String, List<String>> query = new HashMap<>(kept.query());
        List<String> filters = new ArrayList<>(kept.values(FILTER));
        filters.add(MatcherText.equal(label, key));
        query.put(FILTER, filters.stream().distinct().toList());
        return new ListAddress(query).at("/alerts");
    }

    /** The address of all groups as a file. */
    String download() {
        return view.at(PATH + "/download");
    }

    @Override
    public String toString() {
        return view.at(PATH);
    }
}
