package io.alerthistory.start;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The first argument of a process that does not serve. */
public enum CommandName {
    AUDIT,
    BACKUP,
    KEYS,
    MIGRATE,
    RESTORE,
    TRANSFER;

    /** The name as it is typed. */
    public String argument() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the command of a process; empty when it serves. */
    public static Optional<CommandName> of(List<String> arguments) {
        return arguments.isEmpty() ? Optional.empty()
                : Arrays.stream(values()).filter(name -> name.argument().equals(arguments.get(0))).findFirst();
    }
}
