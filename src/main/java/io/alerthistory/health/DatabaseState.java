package io.alerthistory.health;

import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import io.alerthistory.observe.Warning;

/**
 * How the database was when it was last asked.
 *
 * @param connected whether it answered in time
 * @param schemaVersion null when it did not answer, or has no schema
 * @param queue null when it did not answer
 * @param sinceUs since when it is connected or not, with this schema; microseconds since the epoch
 */
record DatabaseState(boolean connected, @Nullable String schemaVersion, @Nullable QueueDepth queue, long sinceUs) {

    private static final String CATEGORY = "database";

    static DatabaseState silent(long nowUs) {
        return new DatabaseState(false, null, null, nowUs);
    }

    /** Whether the history can be served from it. */
    boolean serves() {
        return connected && Schema.VERSION.equals(schemaVersion);
    }

    /** The same, dated back to the state before if that was no other. */
    DatabaseState after(@Nullable DatabaseState before) {
        return before != null && before.connected == connected && Objects.equals(before.schemaVersion, schemaVersion)
                ? new DatabaseState(connected, schemaVersion, queue, before.sinceUs)
                : this;
    }

    List<Warning> warnings() {
        if (!connected) {
            return List.of(new Warning("database_unavailable", CATEGORY, "The database does not answer",
                    "The history can be neither read nor written; requests are answered 503", sinceUs));
        }
        return serves() ? List.of()
                : List.of(new Warning("database_schema", CATEGORY, "The database's schema is not the one this build needs",
                        "Expected version " + Schema.VERSION + ", found "
                                + Objects.requireNonNullElse(schemaVersion, "none"),
                        sinceUs));
    }
}
