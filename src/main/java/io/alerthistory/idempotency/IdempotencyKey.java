package io.alerthistory.idempotency;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.alerthistory.error.FieldError;
import io.alerthistory.error.ProblemException;

/** The header. */
public final class IdempotencyKey {

    public static final String HEADER = "Idempotency-Key";

    /** A string of structured fields (RFC 9651), as the draft of the header has it. */
    private static final Pattern QUOTED = Pattern.compile("\"((?:[ !#-\\[\\]-~]|\\\\[\"\\\\])*)\"");

    /** What many clients send instead. */
    private static final Pattern BARE = Pattern.compile("[!#-~][!-~]*");

    private static final int LONGEST = 255;

    private IdempotencyKey() {
    }

    /**
     * The key in a request's header fields of that name; quoted and bare it is the same.
     *
     * @throws ProblemException 422 when they are not one key
     */
    public static String of(List<String> values) {
        String key = values.size() == 1 ? key(values.get(0)) : "";
        if (key.isEmpty() || key.length() > LONGEST) {
            throw ProblemException.invalidParameters(List.of(FieldError.parameter(HEADER,
                    "must be one value of 1 to 255 visible ASCII characters, or a quoted string of as many")));
        }
        return key;
    }

    /** Empty when it is none. */
    private static String key(String value) {
        Matcher quoted = QUOTED.matcher(value);
        if (quoted.matches()) {
            return quoted.group(1).replaceAll("\\\\(.)", "$1");
        }
        return BARE.matcher(value).matches() ? value : "";
    }
}
