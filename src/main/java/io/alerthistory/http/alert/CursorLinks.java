package io.alerthistory.http.alert;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.alerthistory.http.QueryWriter;

/** The Link header of a page (RFC 8288): the next page, with the parameters repeated that the list knows. */
final class CursorLinks {

    /** Bytes that proxies take of a header as they come. */
    private static final int MAX_LENGTH = 4096;

    private static final List<String> REPEATED = List.of("alertname", "at", "count", "filter", "format", "from", "known_at",
            "label", "page_size", "receiver", "severity", "source", "state", "to");

    private CursorLinks() {
    }

    /**
     * Makes the header.
     *
     * @return null on the last page, or when it would be too long; the body has the cursor, too
     */
    static @Nullable String next(String path, Map<String, List<String>> query, @Nullable String cursor) {
        if (cursor == null) {
            return null;
        }
        String kept = new TreeMap<>(query).entrySet().stream().filter(entry -> REPEATED.contains(entry.getKey()))
                .flatMap(entry -> entry.getValue().stream().map(value -> QueryWriter.pair(entry.getKey(), value) + "&"))
                .collect(Collectors.joining());
        String link = "<" + path + "?" + kept + "cursor=" + cursor + ">; rel=\"next\"";
        return link.length() <= MAX_LENGTH ? link : null;
    }
}
