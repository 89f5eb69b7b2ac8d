package io.alerthistory.idempotency;

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
}
