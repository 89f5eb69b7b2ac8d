package io.alerthistory.history;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/** The Link header of a page (RFC 8288): first, and where they exist prev and next, with the filters and the sort repeated. */
final class PageLinks {

    private PageLinks() {
    }

    /** Links are relative to the host, for behind a proxy the service does not know its own name. */
    static String of(String path, Map<String, List<String>> query, SessionList.Pagination pagination) {
        Map<String, List<String>> kept = new TreeMap<>(query);
        kept.remove("page");
        kept.remove("cursor");
        String base = path + "?" + encoded(kept);
        List<String> links = new ArrayList<>();
        links.add("<" + (kept.isEmpty() ? path : base) + ">; rel=\"first\"");
        add("prev", pagination.prevCursor(), base, links);
        add("next", pagination.nextCursor(), base, links);
        return String.join(", ", links);
    }

    private static void add(String relation, @Nullable String cursor, String base, List<String> links) {
        if (cursor != null) {
            links.add("<" + base + (base.endsWith("?") ? "" : "&") + "cursor=" + cursor + ">; rel=\"" + relation + "\"");
        }
    }

    private static String encoded(Map<String, List<String>> query) {
        List<String> pairs = new ArrayList<>();
        query.forEach((name, values) -> values.forEach(value -> pairs.add(encoded(name) + "=" + encoded(value))));
        return String.join("&", pairs);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
