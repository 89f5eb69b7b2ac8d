package io.alerthistory.config;

import java.util.List;
import java.util.stream.Stream;

/** Whether the chosen ways to sign in can be used. */
public final class AccessChoice {

    private AccessChoice() {
    }

    /**
     * Refuses a way that lacks what it needs, and a service for anybody that nobody has allowed.
     *
     * @throws IllegalArgumentException with one line for the operator
     */
    public static void check(Settings settings) {
        String name = settings.name(Setting.AUTH_MODE);
        if (settings.deployed() && isOpen(settings) && !settings.is(Setting.AUTH_ALLOW_ANONYMOUS)) {
            throw new IllegalArgumentException("ENVIRONMENT=" + settings.required(Setting.ENVIRONMENT) + " with " + name
                    + "=none would let anybody read and write the history: set AUTH_MODE=key, or"
                    + " AUTH_ALLOW_ANONYMOUS=true if that is meant");
        }
        if (has(settings, "proxy")) {
            need(settings, name, "proxy", Setting.AUTH_PROXY_TRUSTED, Setting.AUTH_PROXY_SECRET);
        }
        if (has(settings, "oidc")) {
            need(settings, name, "oidc", Setting.OIDC_ISSUER, Setting.OIDC_CLIENT_ID);
        }
    }

    /** Whether AUTH_MODE names a way to sign in. */
    public static boolean has(Settings settings, String way) {
        return List.of(settings.required(Setting.AUTH_MODE).split(",", -1)).contains(way);
    }

    private static void need(Settings settings, String name, String way, Setting... needed) {
        List<String> missing = Stream.of(needed).filter(setting -> settings.value(setting).isEmpty()).map(Setting::name)
                .toList();
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(
                    name + " has " + way + ", which also needs " + String.join(" and ", missing));
        }
    }

    private static boolean isOpen(Settings settings) {
        return settings.required(Setting.AUTH_MODE).equals("none");
    }
}
