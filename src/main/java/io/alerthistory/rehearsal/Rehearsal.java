package io.alerthistory.rehearsal;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** Runs migrations where nothing of it stays. */
public interface Rehearsal {

    /** How long a lock is waited for: requests queue behind it. */
    Duration LOCK_TIMEOUT = Duration.ofSeconds(2);

    /** How long a rehearsal takes at most: its locks are real. */
    Duration MAX_DURATION = Duration.ofSeconds(60);

    /** What a script says about timeouts; a rehearsal has its own. */
    Pattern TIMEOUTS = Pattern.compile(
            "(?im)^\\s*set\\s+(?:(?:local|session)\\s+)?(?:lock_timeout|statement_timeout)\\s*(?:=|\\bto\\b)[^;]*;");

    /**
     * Runs the migrations one after the other, and undoes them all.
     *
     * @throws SQLException when the database cannot be used; a migration that fails is among the findings
     */
    Findings rehearse(List<MigrationScript> migrations) throws SQLException;

    /** Why a migration cannot be rehearsed. */
    static String notInTransaction(MigrationScript migration) {
        return "version " + migration.version() + " (" + migration.description()
                + ") cannot run in a transaction, so it cannot be rehearsed, and what it has done stays when it fails";
    }

    static String withoutTimeouts(String script) {
        return TIMEOUTS.matcher(script).replaceAll("");
    }
}
