package io.alerthistory.health;

/** The schema that this build was made for. */
final class Schema {

    /** The greatest version in db/migration; a test compares it with the files. */
    static final String VERSION = "2";

    private Schema() {
    }
}
