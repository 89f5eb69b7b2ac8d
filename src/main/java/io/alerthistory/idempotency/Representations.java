package io.alerthistory.idempotency;

import org.jspecify.annotations.Nullable;

import io.alerthistory.stream.JsonDocument;
import io.smallrye.mutiny.Uni;

/** Reads the body of a stored response that was too large to be stored under its key. */
public interface Representations {

    /**
     * Reads the current representation of a resource.
     *
     * @param location the response's Content-Location
     */
    Uni<JsonDocument> read(String location);

    /** The session that a location belongs to; null when it belongs to none. */
    @Nullable
    String sessionId(String location);
}
