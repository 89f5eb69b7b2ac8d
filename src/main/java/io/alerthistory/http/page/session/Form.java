package io.alerthistory.http.page.session;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;

/**
 * The fields of a form that a browser sent.
 *
 * @param fields by name; of one that was sent twice, the first
 */
record Form(Map<String, String> fields) {

    static Form of(String body) {
        Map<String, String> fields = new HashMap<>();
        for (String pair : body.split("&", -1)) {
            int equals = pair.indexOf('=');
            fields.putIfAbsent(decoded(equals < 0 ? pair : pair.substring(0, equals)),
                    equals < 0 ? "" : decoded(pair.substring(equals + 1)));
        }
        return new Form(Map.copyOf(fields));
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(ErrorCode.BAD_REQUEST, "The form is not encoded as a browser encodes it");
        }
    }

    /** The value of a field; empty when it was not sent. */
    String value(String name) {
        return fields.getOrDefault(name, "");
    }
}
