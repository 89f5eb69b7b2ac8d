package io.alerthistory.database;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The connection options of a URL.
 *
 * @param connectTimeout of one attempt
 * @param applicationName the application_name; null for the service's own name
 * @param options the server's command-line options, as in libpq; null for none
 * @param searchPath the search_path, whose first schema gets the tables; null for the role's default
 * @param channelBinding disable, prefer or require, as in libpq
 * @param primary whether only a writable server is acceptable
 * @param pooled whether the URL says that there is a pooler in transaction mode
 */
record SessionOptions(Duration connectTimeout, @Nullable String applicationName, @Nullable String options,
        @Nullable String searchPath, String channelBinding, boolean primary, boolean pooled) {

    static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(3);

    static final SessionOptions NONE = new SessionOptions(DEFAULT_CONNECT_TIMEOUT, null, null, null, "prefer", false, false);

    private static final int MAX_CONNECT_TIMEOUT_SECONDS = 300;

    private static final Set<String> WRITABLE = Set.of("read-write", "primary", "master");
    private static final Set<String> WHICHEVER = Set.of("any", "");

    /**
     * Reads the options.
     *
     * @param parameters of the URL; all of them are known
     * @throws IllegalArgumentException when one has an unsupported value; the message begins with DATABASE_URL
     */
    static SessionOptions of(Map<String, String> parameters) {
        return new SessionOptions(connectTimeout(first(parameters, "connect_timeout", "connectTimeout")),
                first(parameters, "application_name", "ApplicationName", "fallback_application_name"),
                first(parameters, "options"), first(parameters, "currentSchema", "search_path", "schema"),
                channelBinding(first(parameters, "channel_binding", "channelBinding")),
                primary(first(parameters, "target_session_attrs", "targetServerType")),
                "true".equals(parameters.get("pgbouncer")));
    }

    /** These options, completed with the other's where they are not set. */
    SessionOptions or(SessionOptions other) {
        return new SessionOptions(connectTimeout, applicationName == null ? other.applicationName : applicationName,
                options == null ? other.options : options, searchPath == null ? other.searchPath : searchPath, channelBinding,
                primary, pooled);
    }

    /** Whether they set session state, which a pooler in transaction mode cannot keep. */
    boolean changeTheSession() {
        return searchPath != null || (options != null && (options.contains("-c") || options.contains("--")));
    }

    /** 0 means to wait forever in libpq; here it selects the default. */
    private static Duration connectTimeout(@Nullable String seconds) {
        if (seconds == null) {
            return DEFAULT_CONNECT_TIMEOUT;
        }
        try {
            int number = Integer.parseInt(seconds);
            if (number <= MAX_CONNECT_TIMEOUT_SECONDS) {
                return number <= 0 ? DEFAULT_CONNECT_TIMEOUT : Duration.ofSeconds(number);
            }
        } catch (NumberFormatException notANumber) { // the message follows
        }
        throw new IllegalArgumentException("DATABASE_URL: connect_timeout must be a number of seconds from 0 to "
                + MAX_CONNECT_TIMEOUT_SECONDS);
    }

    private static String channelBinding(@Nullable String mode) {
        String given = mode == null || mode.isEmpty() ? NONE.channelBinding : mode;
        if (!List.of("disable", "prefer", "require").contains(given)) {
            throw new IllegalArgumentException("DATABASE_URL: channel_binding must be one of disable, prefer, require");
        }
        return given;
    }

    private static boolean primary(@Nullable String wanted) {
        if (wanted == null || WHICHEVER.contains(wanted)) {
            return false;
        }
        if (WRITABLE.contains(wanted)) {
            return true;
        }
        throw new IllegalArgumentException(
                "DATABASE_URL: the history is written, so target_session_attrs must be read-write, primary or any");
    }

    private static @Nullable String first(Map<String, String> parameters, String... names) {
        List<String> found = new ArrayList<>();
        for (String name : names) {
            String value = parameters.get(name);
            if (value != null && !value.isEmpty()) {
                found.add(value);
            }
        }
        return found.isEmpty() ? null : found.get(0);
    }
}
