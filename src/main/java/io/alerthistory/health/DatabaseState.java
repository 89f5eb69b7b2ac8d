package io.alerthistory.health;

import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import io.alerthistory.observe.Warning;

/**
 * How the database was when it was last asked.
 *
 * @param connected whether it answered in time
 * @param writable whether it takes writes; false when it did not answer
 * @param schemaVersion null when it did not answer, or has no schema
 * @param queue null when it did not answer
 * @param sinceUs since when it is connected and takes writes or not, with this schema; microseconds since the epoch
 */
record DatabaseState(boolean connected, boolean writable, @Nullable String schemaVersion, @Nullable QueueDepth queue,
        long sinceUs) {

    private static final String CATEGORY = "database";

    static DatabaseState silent(long nowUs) {
        return new DatabaseState(false, false, null, null, nowUs);
    }

    /** Whether the history can be served from it, read and written. */
    boolean serves() {
        return hasSchema() && writable;
    }

    boolean hasSchema() {
        return connected && Schema.VERSION.equals(schemaVersion);
    }

    /** The same, dated back to the state before if that was no other. */
    DatabaseState after(@Nullable DatabaseState before) {
        return before != null && isAs(before) ? new DatabaseState(connected, writable, schemaVersion, queue, before.sinceUs)
                : this;
    }

    /** Whether nothing changed beside the queue. */
    boolean isAs(@Nullable DatabaseState before) {
        return before != null && before.connected == connected && before.writable == writable
                && Objects.equals(before.schemaVersion, schemaVersion);
    }

    /** What is wrong, for the log; or that nothing is. */
    String summary() {
        return warnings().stream().map(Warning::message).findFirst().orElse("The database can be read and written");
    }

    List<Warning> warnings() {
        if (!connected) {
            return List.of(new Warning("database_unavailable", CATEGORY, "The database does not answer",
                    "The history can be neither read nor written; requests are answered 503", sinceUs));
        }
        if (!hasSchema()) {
            return List.of(new Warning("database_schema", CATEGORY, "The database's schema is not the one this build needs",
                    "Expected version " + Schema.VERSION + ", found " + Objects.requireNonNullElse(schemaVersion, "none"),
                    sinceUs));
        }
        return writable ? List.of()
                : List.of(new Warning("database_read_only", CATEGORY, "The database takes no writes",
                        "It is a standby, or read-only by default; what is read is answered, what is written is answered 503",
                        sinceUs));
    }
}
