package io.alerthistory.http.alert;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

import io.alerthistory.http.QueryWriter;

/**
 * The Link header of a page (RFC 8288): the next page, with the same parameters. A list has refused those that it does not
 * know.
 */
final class CursorLinks {

    private static final String CURSOR = AlertQueryReader.CURSOR;

    /** Bytes that proxies take of a header as they come. */
    private static final int MAX_LENGTH = 4096;

    private CursorLinks() {
    }

    /**
     * A response with a page, and with the header unless it is the last one. The parameter format may have chosen it for a
     * client
     * that accepts something else.
     */
    static <T> RestResponse<T> response(UriInfo uri, T page, @Nullable String cursor) {
        return ResponseBuilder.ok(page).header(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON)
                .header(HttpHeaders.LINK, next(uri.getPath(), uri.getQueryParameters(), cursor)).build();
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
        String kept = new TreeMap<>(query).entrySet().stream().filter(entry -> !entry.getKey().equals(CURSOR))
                .flatMap(entry -> entry.getValue().stream().map(value -> QueryWriter.pair(entry.getKey(), value) + "&"))
                .collect(Collectors.joining());
        String link = "<" + path + "?" + kept + CURSOR + "=" + cursor + ">; rel=\"next\"";
        return link.length() <= MAX_LENGTH ? link : null;
    }
}
