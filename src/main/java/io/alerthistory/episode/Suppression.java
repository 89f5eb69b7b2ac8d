package io.alerthistory.episode;

import java.util.stream.Stream;

import io.alerthistory.json.JsonName;

/**
 * The sight of an alert that nobody was told about because a silence or another alert held it.
 *
 * @param alert with its labels
 * @param ref the silence's identifier; of an inhibition the rule and the fingerprints of the alerts that inhibit
 * @param seenAtUs microseconds since the epoch
 */
public record Suppression(ReportedAlert alert, Kind kind, String ref, long seenAtUs) {

    /** Why nobody was told. */
    public enum Kind implements JsonName {
        SILENCED(1),
        INHIBITED(2);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        /** The number that the database stores. */
        public int code() {
            return code;
        }

        /** The kind with a stored number. */
        public static Kind of(long code) {
            return Stream.of(values()).filter(kind -> kind.code == code).findFirst().orElseThrow();
        }
    }
}
