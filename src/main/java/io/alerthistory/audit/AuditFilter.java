package io.alerthistory.audit;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Which rows of the log are listed. A condition that is null does not count.
 *
 * @param fromUs only rows at this time or later, microseconds since the epoch
 * @param toUs only rows before this time
 */
public record AuditFilter(@Nullable String actor, @Nullable AuditAction action, @Nullable String target, @Nullable Long fromUs,
        @Nullable Long toUs) {

    /** The conditions that count, each an expression on a column with a parameter, and the parameter's value. */
    public Map<String, Object> conditions() {
        Map<String, Object> conditions = new LinkedHashMap<>();
        put(conditions, "actor = ", actor);
        put(conditions, "action = ", action == null ? null : action.jsonName());
        put(conditions, "target = ", target);
        put(conditions, "at_us >= ", fromUs);
        put(conditions, "at_us < ", toUs);
        return conditions;
    }

    private static void put(Map<String, Object> conditions, String condition, @Nullable Object value) {
        if (value != null) {
            conditions.put(condition, value);
        }
    }
}
