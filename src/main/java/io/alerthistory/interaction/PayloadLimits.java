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

/** Holds the payloads of one interaction to the limits: what exceeds them is cut, or noted to be refused. */
final class PayloadLimits {

    /** Bytes of a tool's result, as UTF-8 JSON text. */
    static final int LARGEST_RESULT = 524_288;

    private final String pointer;
    private final boolean cutting;
    private final List<FieldError> exceeded = new ArrayList<>();

    PayloadLimits(String pointer, boolean cutting) {
        this.pointer = pointer;
        this.cutting = cutting;
    }

    /**
     * Makes interactions of requests.
     *
     * @throws ProblemException 422 with everything that exceeds a limit, unless it is to be cut
     */
    static <R, T> List<T> hold(List<? extends R> requests, boolean cutting, BiFunction<R, PayloadLimits, T> make) {
        List<T> made = new ArrayList<>();
        List<FieldError> exceeded = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            PayloadLimits limits = new PayloadLimits("/" + i, cutting);
            made.add(make.apply(requests.get(i), limits));
            exceeded.addAll(limits.exceeded);
        }
        if (!cutting && !exceeded.isEmpty()) {
            throw ProblemException.invalidFields(exceeded);
        }
        return made;
    }

    /**
     * Makes one interaction, which is not one of an array.
     *
     * @throws ProblemException 422 with everything that exceeds a limit
     */
    static <T> T hold(Function<PayloadLimits, T> make) {
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
                : limited(field, value, Truncation.bytes(value, LARGEST_RESULT),
                        "must be at most " + LARGEST_RESULT + " bytes of JSON");
    }

    /** Whether anything was cut until now. */
    boolean cut() {
        return cutting && !exceeded.isEmpty();
    }

    private <V> V limited(String field, V value, V cut, String message) {
        if (cut != value) {
            exceeded.add(FieldError.field(pointer + "/" + field, message));
        }
        return cutting ? cut : value;
    }
}
