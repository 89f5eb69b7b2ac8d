package io.alerthistory.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import io.alerthistory.error.BodyLimit;
import io.alerthistory.error.FieldError;
import io.alerthistory.error.ProblemException;
import io.alerthistory.json.JsonText;
import io.alerthistory.json.Patch;
import io.alerthistory.time.Micros;

/** The checks of one merge patch, reported together, and the merging of single fields. */
final class PatchRules {

    private final List<FieldError> errors = new ArrayList<>();

    PatchRules notCleared(String field, Patch<?> patch) {
        return require(field, !patch.sent() || patch.value() != null, "cannot be cleared");
    }

    PatchRules object(String field, Patch<JsonText> patch) {
        JsonText value = patch.value();
        return require(field, value == null || value.isObject(), "must be a JSON object")
                .require(field, value == null || value.length() <= BodyLimit.BYTES,
                        "must be at most " + BodyLimit.BYTES + " bytes of JSON");
    }

    PatchRules length(String field, Patch<String> patch, int greatest) {
        String value = patch.value();
        return require(field, value == null || value.length() <= greatest, "size must be at most " + greatest);
    }

    PatchRules atLeast(String field, Patch<Integer> patch, int least) {
        Integer value = patch.value();
        return require(field, value == null || value >= least, "must be greater than or equal to " + least);
    }

    PatchRules instant(String field, Patch<Long> patch) {
        Long value = patch.value();
        return require(field, value == null || (value >= 0 && value <= Micros.GREATEST),
                "must be microseconds since the epoch, between 0 and " + Micros.GREATEST).notCleared(field, patch);
    }

    void check() {
        if (!errors.isEmpty()) {
            throw ProblemException.invalidFields(errors);
        }
    }

    private PatchRules require(String field, boolean holds, String message) {
        if (!holds) {
            errors.add(FieldError.field("/" + field, message));
        }
        return this;
    }

    /** The stored text stays where the new one is the same value, so that a repeat changes nothing. */
    static @Nullable JsonText merge(Patch<JsonText> patch, @Nullable JsonText stored) {
        JsonText merged = patch.or(stored);
        return merged != null && stored != null && merged.sameValue(stored) ? stored : merged;
    }

    static boolean changes(Patch<?> patch, @Nullable Object stored) {
        if (patch.value() instanceof JsonText json && stored instanceof JsonText other) {
            return !json.sameValue(other);
        }
        return patch.sent() && !Objects.equals(patch.value(), stored);
    }
}
