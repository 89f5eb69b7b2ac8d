package io.alerthistory.config;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Whether the chosen ways to sign in can be used. */
public final class AccessChoice {

    /** The ways that this build has; AUTH_MODE accepts the names of all. */
    private static final Set<String> AVAILABLE = Set.of("none", "key");

    private AccessChoice() {
    }

    /**
     * Refuses a way that this build has not, and a service for anybody that nobody has allowed.
     *
     * @throws IllegalArgumentException with one line for the operator
     */
    public static void check(Settings settings) {
        String name = settings.name(Setting.AUTH_MODE);
        Optional<String> missing = Stream.of(settings.required(Setting.AUTH_MODE).split(","))
                .filter(way -> !AVAILABLE.contains(way)).findFirst();
        if (missing.isPresent()) {
            throw new IllegalArgumentException(name + " names " + missing.get() + ", which is not available in this build");
        }
        if (settings.deployed() && isOpen(settings) && !settings.is(Setting.AUTH_ALLOW_ANONYMOUS)) {
            throw new IllegalArgumentException("ENVIRONMENT=" + settings.required(Setting.ENVIRONMENT) + " with " + name
                    + "=none would let anybody read and write the history: set AUTH_MODE=key, or"
                    + " AUTH_ALLOW_ANONYMOUS=true if that is meant");
        }
    }

    private static boolean isOpen(Settings settings) {
        return settings.required(Setting.AUTH_MODE).equals("none");
    }
}
