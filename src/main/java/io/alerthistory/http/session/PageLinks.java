package io.alerthistory.http.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.alerthistory.history.SessionList;
import io.alerthistory.http.QueryWriter;

/** The Link header of a page (RFC 8288): first, and where they exist prev and next, with the filters and the sort repeated. */
final class PageLinks {

    /** Bytes that proxies take of a header as they come. */
    private static final int MAX_LENGTH = 4096;

    private PageLinks() {
    }

    /**
     * Links are relative to the host, for behind a proxy the service does not know its own name. They repeat the parameters
     * that
     * the list knows and nothing else that was sent. What would make the header longer than 4,096 bytes is left out, first
     * last:
     * the body has the cursors, too.
     *
     * @return empty when no link fits
     */
    static Optional<String> of(String path, Map<String, List<String>> query, SessionList.Pagination pagination) {
        String kept = encoded(query);
        List<String> links = new ArrayList<>();
        add("next", cursor(path, kept, pagination.nextCursor()), links);
        add("prev", cursor(path, kept, pagination.prevCursor()), links);
        add("first", kept.isEmpty() ? path : path + "?" + kept, links);
        return links.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", links));
    }

    private static void add(String relation, @Nullable String address, List<String> links) {
        if (address == null) {
            return;
        }
        String link = "<" + address + ">; rel=\"" + relation + "\"";
        if (links.stream().mapToInt(other -> other.length() + 2).sum() + link.length() <= MAX_LENGTH) {
            links.add(link);
        }
    }

    private static @Nullable String cursor(String path, String kept, @Nullable String cursor) {
        return cursor == null ? null : path + "?" + kept + (kept.isEmpty() ? "" : "&") + "cursor=" + cursor;
    }

    private static String encoded(Map<String, List<String>> query) {
        List<String> pairs = new ArrayList<>();
        SessionListParams.REPEATED_IN_LINKS.forEach(name -> {
            List<String> values = query.getOrDefault(name, List.of());
            values.stream().limit(SessionListParams.mayRepeat(name) ? values.size() : 1)
                    .forEach(value -> pairs.add(QueryWriter.pair(name, value)));
        });
        return String.join("&", pairs);
    }
}
