package io.alerthistory.database;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * What a URL asks of a connection beside its address.
 *
 * @param connectTimeout how long one may take to come about
 * @param applicationName how the server's list of clients names this one; null for the service's own name
 * @param options the server's command-line options, as in libpq; null for none
 * @param searchPath the schemas in which names are looked up, the first one is where tables are made; null for the role's
 * @param channelBinding disable, prefer or require, as in libpq
 * @param primary whether only a server that takes writes will do
 * @param pooled whether the URL says that there is a pooler in transaction mode in between
 */
record SessionOptions(Duration connectTimeout, @Nullable String applicationName, @Nullable String options,
        @Nullable String searchPath, String channelBinding, boolean primary, boolean pooled) {

    static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(3);

    static final SessionOptions NONE = new SessionOptions(DEFAULT_CONNECT_TIMEOUT, null, null, null, "prefer", false, false);

    private static final int MAX_CONNECT_TIMEOUT_SECONDS = 300;

    private static final Set<String> WRITABLE = Set.of("read-write", "primary", "master");
    private static final Set<String> WHICHEVER = Set.of("any", "");

    /**
     * Reads them.
     *
     * @param parameters of the URL, all of which are known
     * @throws IllegalArgumentException when one has a value that is not possible here; the message begins with DATABASE_URL
     */
    static SessionOptions of(Map<String, String> parameters) {
        return new SessionOptions(connectTimeout(first(parameters, "connect_timeout", "connectTimeout")),
                first(parameters, "application_name", "ApplicationName", "fallback_application_name"),
                first(parameters, "options"), first(parameters, "currentSchema", "search_path", "schema"),
                channelBinding(first(parameters, "channel_binding", "channelBinding")),
                primary(first(parameters, "target_session_attrs", "targetServerType")),
                "true".equals(parameters.get("pgbouncer")));
    }

    /** The same, but what the other has and these do not. */
    SessionOptions or(SessionOptions other) {
        return new SessionOptions(connectTimeout, applicationName == null ? other.applicationName : applicationName,
                options == null ? other.options : options, searchPath == null ? other.searchPath : searchPath, channelBinding,
                primary, pooled);
    }

    /** Whether they set something of the server's session, which a pooler in transaction mode cannot keep. */
    boolean changeTheSession() {
        return searchPath != null || (options != null && (options.contains("-c") || options.contains("--")));
    }

    /** libpq's 0 waits for ever; here it is the default. */
    private static Duration connectTimeout(@Nullable String seconds) {
        if (seconds == null) {
            return DEFAULT_CONNECT_TIMEOUT;
        }
        try {
            int number = Integer.parseInt(seconds);
            if (number <= MAX_CONNECT_TIMEOUT_SECONDS) {
                return number <= 0 ? DEFAULT_CONNECT_TIMEOUT : Duration.ofSeconds(number);
            }
        } catch (NumberFormatException notANumber) { // told below
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
