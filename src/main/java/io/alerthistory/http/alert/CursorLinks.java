package io.alerthistory.http.alert;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;

import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

import io.alerthistory.http.QueryWriter;

/** The Link header of a page (RFC 8288): the next page, with the parameters repeated that the list knows. */
final class CursorLinks {

    /** Bytes that proxies take of a header as they come. */
    private static final int MAX_LENGTH = 4096;

    private static final List<String> REPEATED = List.of("alertname", "at", "count", "filter", "format", "from", "group_by",
            "known_at", "label", "page_size", "receiver", "severity", "sort_by", "source", "state", "to", "tz");

    private CursorLinks() {
    }

    /** A response with a page, and with the header unless it is the last one. */
    static <T> RestResponse<T> response(UriInfo uri, T page, @Nullable String cursor) {
        return ResponseBuilder.ok(page).header(HttpHeaders.LINK, next(uri.getPath(), uri.getQueryParameters(), cursor)).build();
    }

    /**
     * Makes the header.
     *
     * @return null on the last page, or when it would be too long; the body has the cursor, too
     */
    private static @Nullable String next(String path, Map<String, List<String>> query, @Nullable String cursor) {
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
