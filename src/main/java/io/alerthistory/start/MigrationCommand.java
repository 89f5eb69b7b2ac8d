package io.alerthistory.start;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * What a process was started for.
 *
 * @param target the version to which the schema is brought; null for the latest
 * @param withoutBackup whether a rollback may run though no verified backup is known
 */
public record MigrationCommand(Action action, @Nullable String target, boolean withoutBackup) {

    private static final String USAGE = "usage: migrate [status | safety VERSION | run [--to VERSION]"
            + " | rollback --to VERSION [--backup skip]]";
    private static final String VERSION = "[0-9]{1,9}";
    private static final String TO = "--to";
    private static final String BACKUP = "--backup";
    private static final String SKIP = "skip";

    /** What a process does. */
    public enum Action {
        /** Migrates and serves. */
        SERVE,
        /** Migrates and ends. */
        RUN,
        /** Prints the migrations and ends. */
        STATUS,
        /** Rehearses migrations and ends. */
        SAFETY,
        /** Undoes migrations and ends. */
        ROLLBACK
    }

    /**
     * Reads the arguments of a process.
     *
     * @throws IllegalArgumentException when they are none that a process takes; the message is the usage
     */
    public static MigrationCommand of(List<String> arguments) {
        if (!CommandName.of(arguments).equals(Optional.of(CommandName.MIGRATE))) {
            return new MigrationCommand(Action.SERVE, null, false);
        }
        List<String> rest = arguments.subList(1, arguments.size());
        if (rest.isEmpty()) {
            return new MigrationCommand(Action.RUN, null, false);
        }
        Action action = switch (rest.get(0)) {
            case "run" -> Action.RUN;
            case "status" -> Action.STATUS;
            case "safety" -> Action.SAFETY;
            case "rollback" -> Action.ROLLBACK;
            default -> throw new IllegalArgumentException(USAGE);
        };
        if (action == Action.SAFETY) {
            return safety(rest.subList(1, rest.size()));
        }
        String target = null;
        boolean withoutBackup = false;
        for (int i = 1; i < rest.size(); i += 2) {
            String value = i + 1 < rest.size() ? rest.get(i + 1) : "";
            if (rest.get(i).equals(TO) && value.matches(VERSION) && action != Action.STATUS) {
                target = value;
            } else if (rest.get(i).equals(BACKUP) && value.equals(SKIP) && action == Action.ROLLBACK) {
                withoutBackup = true;
            } else {
                throw new IllegalArgumentException(USAGE);
            }
        }
        if (action == Action.ROLLBACK && target == null) {
            throw new IllegalArgumentException(USAGE);
        }
        return new MigrationCommand(action, target, withoutBackup);
    }

    private static MigrationCommand safety(List<String> versions) {
        if (versions.size() != 1 || !versions.get(0).matches(VERSION)) {
            throw new IllegalArgumentException(USAGE);
        }
        return new MigrationCommand(Action.SAFETY, versions.get(0), false);
    }

    /** Whether the process ends once the schema is as it was told. */
    public boolean isOneOff() {
        return action != Action.SERVE;
    }
}
