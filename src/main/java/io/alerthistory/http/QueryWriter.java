package io.alerthistory.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Writes query parameters into addresses. */
public final class QueryWriter {

    private QueryWriter() {
    }

    /** A name and its value, encoded. */
    public static String pair(String name, String value) {
        return encoded(name) + "=" + encoded(value);
    }

    /** A value, or a segment of a path, encoded. */
    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
