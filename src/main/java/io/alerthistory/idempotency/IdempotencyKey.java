package io.alerthistory.idempotency;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.alerthistory.error.FieldError;
import io.alerthistory.error.ProblemException;

/** Parses the Idempotency-Key header. */
public final class IdempotencyKey {

    public static final String HEADER = "Idempotency-Key";

    /** A string of structured fields (RFC 9651), as the draft of the header requires. */
    private static final Pattern QUOTED = Pattern.compile("\"((?:[ !#-\\[\\]-~]|\\\\[\"\\\\])*)\"");

    /** The unquoted form that many clients send. */
    private static final Pattern BARE = Pattern.compile("[!#-~][!-~]*");

    private static final int MAX_LENGTH = 255;

    private IdempotencyKey() {
    }

    /**
     * Returns the key of a request's Idempotency-Key header fields. The quoted and the bare form of a key are the same
     * key.
     *
     * @throws ProblemException 422 when the fields are not exactly one key
     */
    public static String of(List<String> values) {
        String key = values.size() == 1 ? key(values.get(0)) : "";
        if (key.isEmpty() || key.length() > MAX_LENGTH) {
            throw ProblemException.invalidParameters(List.of(FieldError.parameter(HEADER,
                    "must be one value of 1 to 255 visible ASCII characters, or a quoted string of as many")));
        }
        return key;
    }

    /** Returns an empty string when the value is not a key. */
    private static String key(String value) {
        Matcher quoted = QUOTED.matcher(value);
        if (quoted.matches()) {
            return quoted.group(1).replaceAll("\\\\(.)", "$1");
        }
        return BARE.matcher(value).matches() ? value : "";
    }
}
