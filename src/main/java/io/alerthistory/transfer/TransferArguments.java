package io.alerthistory.transfer;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.alerthistory.database.DatabaseUrl;

/**
 * The arguments of the command.
 *
 * @param from the URL of the source
 * @param to the URL of the target
 * @param dryRun whether only the source is read and checked
 * @param resume whether the target may hold a former transfer
 * @param verifyOnly whether both are only compared
 */
public record TransferArguments(String from, String to, boolean dryRun, boolean resume, boolean verifyOnly) {

    private static final String USAGE = "usage: transfer --from URL --to URL [--dry-run | --verify-only | --resume];"
            + " one URL is sqlite:///file, the other postgresql://user@host:5432/name";
    private static final Set<String> FLAGS = Set.of("--dry-run", "--resume", "--verify-only");

    /**
     * Reads them.
     *
     * @param arguments what follows the name of the command
     * @throws IllegalArgumentException when they are none that the command takes; the message says what is wrong
     */
    public static TransferArguments of(List<String> arguments) {
        String from = "";
        String to = "";
        Set<String> flags = new HashSet<>();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            String value = i + 1 < arguments.size() ? arguments.get(i + 1) : "";
            if (argument.equals("--from") && from.isEmpty()) {
                from = value;
                i++;
            } else if (argument.equals("--to") && to.isEmpty()) {
                to = value;
                i++;
            } else if (!FLAGS.contains(argument) || !flags.add(argument)) {
                throw new IllegalArgumentException(USAGE);
            }
        }
        if (from.isEmpty() || to.isEmpty() || flags.size() > 1) {
            throw new IllegalArgumentException(USAGE);
        }
        DatabaseUrl source = DatabaseUrl.parse("--from", from);
        DatabaseUrl target = DatabaseUrl.parse("--to", to);
        if (source instanceof DatabaseUrl.Sqlite == target instanceof DatabaseUrl.Sqlite) {
            throw new IllegalArgumentException(USAGE + ". Between databases of one kind, use a backup and restore it");
        }
        if ((source instanceof DatabaseUrl.Sqlite file ? file : (DatabaseUrl.Sqlite) target).inMemory()) {
            throw new IllegalArgumentException(
                    "an in-memory database ends with its process: name a file, sqlite:///history.db");
        }
        return new TransferArguments(from, to, flags.contains("--dry-run"), flags.contains("--resume"),
                flags.contains("--verify-only"));
    }

    /**
     * The settings by which the process takes the target for its database, so that its migrations apply to the target. No
     * other URL has precedence, and the target may be a file in production, too. The log is quiet, because the report is on
     * the same output.
     */
    public Map<String, String> settings() {
        return Map.of("DATABASE_URL", to, "DATABASE_URL_PROD", to, "DATABASE_DIRECT_URL", to, "ENFORCE_POSTGRESQL", "false",
                "HISTORY_ENABLED", "true", "quarkus.log.level", "WARN");
    }

    @Override
    public String toString() {
        return "TransferArguments"; // the generated method would print passwords
    }
}
