package io.alerthistory.session;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.alerthistory.error.BodyLimit;
import io.alerthistory.error.FieldError;
import io.alerthistory.json.JsonText;
import io.alerthistory.json.Patch;
import io.alerthistory.time.Micros;

/**
 * What a merge patch may make of a field. The checks of a request and the API's description are both made of it.
 *
 * @param clearable whether null removes the value
 * @param minimum of a number
 * @param maximum of a number
 * @param maxLength of a string, in characters
 * @param object whether it is a JSON object
 */
public record PatchRule(boolean clearable, @Nullable Long minimum, @Nullable Long maximum, @Nullable Integer maxLength,
        boolean object) {

    static final PatchRule ANY = new PatchRule(true, null, null, null, false);
    static final PatchRule NOT_CLEARED = new PatchRule(false, null, null, null, false);
    static final PatchRule OBJECT = new PatchRule(true, null, null, null, true);
    static final PatchRule INSTANT = new PatchRule(false, 0L, Micros.MAX, null, false);

    static PatchRule maxLength(int maxLength) {
        return new PatchRule(true, null, null, maxLength, false);
    }

    static PatchRule atLeast(long minimum) {
        return new PatchRule(true, minimum, null, null, false);
    }

    /** Adds what is wrong with a patch. */
    void check(String field, Patch<?> patch, List<FieldError> errors) {
        Object value = patch.value();
        if (value instanceof JsonText json) {
            require(json.isObject(), field, "must be a JSON object", errors);
            require(json.length() <= BodyLimit.BYTES, field, "must be at most " + BodyLimit.BYTES + " bytes of JSON", errors);
        } else if (value instanceof String text && maxLength != null) {
            require(text.length() <= maxLength, field, "size must be at most " + maxLength, errors);
        } else if (value instanceof Number number && minimum != null) {
            requireInRange(number.longValue(), minimum, field, errors);
        } else if (value == null && patch.sent()) {
            require(clearable, field, "cannot be cleared", errors);
        }
    }

    private void requireInRange(long value, long min, String field, List<FieldError> errors) {
        if (maximum == null) {
            require(value >= min, field, "must be greater than or equal to " + min, errors);
        } else {
            require(value >= min && value <= maximum, field,
                    "must be microseconds since the epoch, between " + min + " and " + maximum, errors);
        }
    }

    private static void require(boolean holds, String field, String message, List<FieldError> errors) {
        if (!holds) {
            errors.add(FieldError.field("/" + field, message));
        }
    }
}
