package io.alerthistory.database;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Percent-decoding of a URL's parts; a plus sign is not decoded. */
final class PercentEncoding {

    private PercentEncoding() {
    }

    /**
     * Decodes a part of a URL.
     *
     * @throws IllegalArgumentException with a line for the operator that begins with DATABASE_URL and does not contain
     *         the text
     */
    static String decode(String encoded) {
        try {
            return URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw refused();
        }
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    static IllegalArgumentException refused() {
        return new IllegalArgumentException("DATABASE_URL: user and password must be percent-encoded:"
                + " @ is %40, # is %23, / is %2F, : is %3A, ? is %3F, % is %25");
    }
}
