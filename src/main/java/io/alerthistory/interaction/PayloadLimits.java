package io.alerthistory.interaction;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.alerthistory.error.FieldError;
import io.alerthistory.error.ProblemException;
import io.alerthistory.json.JsonText;
import io.alerthistory.json.Strings;
import io.alerthistory.json.Truncation;

/**
 * Applies the size limits to the payloads of one interaction. A payload that exceeds its limit is truncated, or
 * collected as an error.
 */
final class PayloadLimits {

    /** In bytes of JSON text as UTF-8. */
    static final int MAX_RESULT_BYTES = 524_288;

    private final String pointer;
    private final boolean truncate;
    private final List<FieldError> exceeded = new ArrayList<>();

    PayloadLimits(String pointer, boolean truncate) {
        this.pointer = pointer;
        this.truncate = truncate;
    }

    /**
     * Makes interactions of requests and applies the limits.
     *
     * @param truncate whether payloads over a limit are truncated; otherwise they are refused
     * @throws ProblemException 422 with every payload that exceeds its limit, unless payloads are truncated
     */
    static <R, T> List<T> apply(List<? extends R> requests, boolean truncate, BiFunction<R, PayloadLimits, T> make) {
        List<T> made = new ArrayList<>();
        List<FieldError> exceeded = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            PayloadLimits limits = new PayloadLimits("/" + i, truncate);
            made.add(make.apply(requests.get(i), limits));
            exceeded.addAll(limits.exceeded);
        }
        if (!truncate && !exceeded.isEmpty()) {
            throw ProblemException.invalidFields(exceeded);
        }
        return made;
    }

    /**
     * Makes an interaction that is not an element of an array, and applies the limits.
     *
     * @throws ProblemException 422 with every payload that exceeds its limit
     */
    static <T> T apply(Function<PayloadLimits, T> make) {
        PayloadLimits limits = new PayloadLimits("", false);
        T made = make.apply(limits);
        if (!limits.exceeded.isEmpty()) {
            throw ProblemException.invalidFields(limits.exceeded);
        }
        return made;
    }

    @Nullable
    String text(String field, @Nullable String value) {
        return value == null ? null : limited(field, value, Truncation.string(value), Strings.TOO_LONG);
    }

    @Nullable
    JsonText json(String field, @Nullable JsonText value) {
        return value == null ? null : limited(field, value, Truncation.strings(value), Strings.TOO_LONG);
    }

    @Nullable
    JsonText result(String field, @Nullable JsonText value) {
        return value == null ? null
                : limited(field, value, Truncation.bytes(value, MAX_RESULT_BYTES),
                        "must be at most " + MAX_RESULT_BYTES + " bytes of JSON");
    }

    /** Whether any payload was truncated so far. */
    boolean truncated() {
        return truncate && !exceeded.isEmpty();
    }

    private <V> V limited(String field, V value, V truncated, String message) {
        if (truncated != value) {
            exceeded.add(FieldError.field(pointer + "/" + field, message));
        }
        return truncate ? truncated : value;
    }
}
