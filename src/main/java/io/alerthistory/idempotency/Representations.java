package io.alerthistory.idempotency;

import io.alerthistory.stream.JsonDocument;
import io.smallrye.mutiny.Uni;

/** Where the body of a first response is read again that was too large to be kept. */
public interface Representations {

    /**
     * Reads what a response represented, as it is now.
     *
     * @param location the response's Content-Location
     */
    Uni<JsonDocument> read(String location);
}
