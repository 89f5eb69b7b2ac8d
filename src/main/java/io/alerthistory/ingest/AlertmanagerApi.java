package io.alerthistory.ingest;

import io.alerthistory.config.AlertmanagerAddress;
import io.alerthistory.json.JsonItems;
import io.smallrye.mutiny.Uni;

/** The port to the API of Alertmanagers, version 2. */
public interface AlertmanagerApi {

    /** What is read. */
    enum Collection {
        ALERTS("alerts"),
        SILENCES("silences");

        private final String path;

        Collection(String path) {
            this.path = path;
        }

        /** The last part of its path. */
        public String path() {
            return path;
        }
    }

    /**
     * Reads a whole collection, in bounded memory.
     *
     * @return an array. Fails when the Alertmanager does not respond, or not with an array that fits; the message has nothing
     *         of the response, and no password
     */
    Uni<JsonItems> read(AlertmanagerAddress address, Collection collection);
}
