package io.alerthistory.http;

import jakarta.ws.rs.core.HttpHeaders;

import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

import io.alerthistory.stream.JsonDocument;

/** Responses that a browser keeps as files. */
public final class Downloads {

    /** What the media types of a route have behind them that is not JSON: who accepts everything gets JSON. */
    public static final String LESS_THAN_JSON = ";qs=0.5";

    private Downloads() {
    }

    /** A file of comma-separated values. */
    public static RestResponse<JsonDocument> csv(JsonDocument document, String name) {
        return file(document, MediaTypes.CSV + ";charset=UTF-8", name + ".csv");
    }

    /** A file of JSON lines. */
    public static RestResponse<JsonDocument> ndjson(JsonDocument document, String name) {
        return file(document, MediaTypes.NDJSON, name + ".ndjson");
    }

    private static RestResponse<JsonDocument> file(JsonDocument document, String type, String name) {
        return ResponseBuilder.ok(document).header(HttpHeaders.CONTENT_TYPE, type)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"").build();
    }
}
