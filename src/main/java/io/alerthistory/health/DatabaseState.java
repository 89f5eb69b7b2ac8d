package io.alerthistory.health;

import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import io.alerthistory.observe.Warning;

/**
 * The state of the database at the last probe.
 *
 * @param connected whether it responded in time
 * @param writable false when it did not respond
 * @param schemaVersion null when it did not respond, or has no schema
 * @param schemaLevel the compatibility level of that version; see {@link Schema#LEVEL}
 * @param queue null when it did not respond
 * @param sinceUs the start of this state, microseconds since the epoch
 */
record DatabaseState(boolean connected, boolean writable, @Nullable String schemaVersion, int schemaLevel,
        @Nullable QueueDepth queue,
        long sinceUs) {

    private static final String CATEGORY = "database";

    static DatabaseState silent(long nowUs) {
        return new DatabaseState(false, false, null, 0, null, nowUs);
    }

    /** Whether the history can be read and written. */
    boolean serves() {
        return hasSchema() && writable;
    }

    boolean hasSchema() {
        return connected && Schema.serves(schemaVersion, schemaLevel);
    }

    /** Returns this state with the start of the state before, if both are the same. */
    DatabaseState after(@Nullable DatabaseState before) {
        return before != null && isSameAs(before)
                ? new DatabaseState(connected, writable, schemaVersion, schemaLevel, queue, before.sinceUs)
                : this;
    }

    /** Whether two states differ in the queue only. */
    boolean isSameAs(@Nullable DatabaseState before) {
        return before != null && before.connected == connected && before.writable == writable
                && before.schemaLevel == schemaLevel && Objects.equals(before.schemaVersion, schemaVersion);
    }

    /** The first warning, for the log, or that there is none. */
    String summary() {
        return warnings().stream().map(Warning::message).findFirst().orElse("The database can be read and written");
    }

    List<Warning> warnings() {
        if (!connected) {
            return List.of(new Warning("database_unavailable", CATEGORY, "The database is not available",
                    "The history can be neither read nor written; requests fail with 503", sinceUs));
        }
        if (!hasSchema()) {
            return List.of(new Warning("database_schema", CATEGORY, "The database schema does not match this build",
                    "Expected version " + Schema.VERSION + ", or a later one of compatibility level " + Schema.LEVEL
                            + "; found "
                            + (schemaVersion == null ? "none" : schemaVersion + " of level " + schemaLevel),
                    sinceUs));
        }
        return writable ? List.of()
                : List.of(new Warning("database_read_only", CATEGORY, "The database is not writable",
                        "It is a standby, or read-only by default; reads succeed, writes fail with 503",
                        sinceUs));
    }
}
