package io.alerthistory.database;

/** A migration that older builds cannot live with. */
public final class BreakingMigration {

    /** How its description begins. */
    public static final String PREFIX = "breaking ";

    private BreakingMigration() {
    }
}
