package io.alerthistory.http;

import java.util.Locale;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** The media types that JAX-RS does not define. */
public final class MediaTypes {

    /** Lines of JSON, for bulk uploads and exports. */
    public static final String NDJSON = "application/x-ndjson";

    /** Comma-separated values (RFC 4180). */
    public static final String CSV = "text/csv";

    /** A JSON merge patch (RFC 7396). */
    public static final String MERGE_PATCH = "application/merge-patch+json";

    private MediaTypes() {
    }

    /** Whether a request declares a body of JSON lines. */
    public static boolean isNdjson(HttpServerRequest request) {
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        return type != null && type.toLowerCase(Locale.ROOT).startsWith(NDJSON);
    }
}
