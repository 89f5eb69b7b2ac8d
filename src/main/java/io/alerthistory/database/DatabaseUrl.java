package io.alerthistory.database;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * {@code DATABASE_URL}, parsed: the SQLAlchemy forms that Tarsy's deployments already have. A text that is not understood gives
 * an
 * {@link IllegalArgumentException} whose message says what to change and never holds the password.
 */
public sealed interface DatabaseUrl {

    /** The scheme as given, driver included, for people who wonder which URL is in force. */
    String scheme();

    /** A SQLite file, or a database in memory that ends with the process. */
    record Sqlite(String scheme, String path) implements DatabaseUrl {

        private static final String MEMORY = ":memory:";

        public boolean inMemory() {
            return path.equals(MEMORY);
        }

        /** WAL lets readers go on while one writes; FULL makes an acknowledged write survive a power cut. */
        String jdbcUrl() {
            return "jdbc:sqlite:" + path + "?foreign_keys=on&busy_timeout=10000&transaction_mode=IMMEDIATE"
                    + (inMemory() ? "" : "&journal_mode=WAL&synchronous=FULL");
        }
    }

    /** A PostgreSQL database. */
    record Postgresql(String scheme, String host, int port, String database, String user, String password, Tls tls)
            implements
                DatabaseUrl {

        String authority() {
            return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        }

        Postgresql with(Tls other) {
            return new Postgresql(scheme, host, port, database, user, password, other);
        }

        @Override
        public String toString() {
            return "Postgresql[" + authority() + "/" + database + "]"; // a record would print the password
        }
    }

    /** What may follow the question mark: libpq's names, and the two with which JDBC carries user and password. */
    Set<String> PARAMETERS = Set.of("user", "password", "sslmode", "sslcert", "sslkey", "sslrootcert");

    /**
     * Reads a URL.
     *
     * @param name the variable it stands in, for the messages
     */
    static DatabaseUrl parse(String name, String url) {
        try {
            return parse(url);
        } catch (IllegalArgumentException refused) {
            throw new IllegalArgumentException(String.valueOf(refused.getMessage()).replace("DATABASE_URL", name));
        }
    }

    static DatabaseUrl parse(String url) {
        int colon = url.indexOf("://");
        if (colon < 0) {
            throw new IllegalArgumentException(
                    "DATABASE_URL has no scheme; for a SQLite file write sqlite:///history.db");
        }
        String scheme = url.substring(0, colon).toLowerCase(Locale.ROOT);
        String rest = url.substring(colon + 3);
        return switch (scheme) {
            case "sqlite" -> sqlite(scheme, rest);
            case "postgresql", "postgres", "postgresql+psycopg2", "postgresql+asyncpg", "jdbc:postgresql" ->
                postgresql(scheme, rest);
            default -> throw new IllegalArgumentException("Unsupported database scheme: " + scheme
                    + ". DATABASE_URL takes postgresql://user:password@host:5432/name or sqlite:///history.db");
        };
    }

    private static Sqlite sqlite(String scheme, String rest) {
        String path = withoutLeadingSlash(rest);
        if (!rest.isEmpty() && !rest.startsWith("/")) {
            throw new IllegalArgumentException("DATABASE_URL needs three slashes before a SQLite path: sqlite:///" + rest);
        }
        if (path.indexOf('?') >= 0) {
            throw new IllegalArgumentException("DATABASE_URL takes no parameters for SQLite: leave out what follows the ?");
        }
        return new Sqlite(scheme, path.isEmpty() ? Sqlite.MEMORY : path);
    }

    private static Postgresql postgresql(String scheme, String rest) {
        int end = firstOf(rest, "/?#");
        String authority = rest.substring(0, end);
        String tail = rest.substring(end);
        int at = authority.indexOf('@');
        if (at != authority.lastIndexOf('@') || tail.indexOf('@') >= 0 || tail.indexOf('#') >= 0) {
            throw unencoded();
        }
        String[] user = at < 0 ? new String[] { "" } : authority.substring(0, at).split(":", -1);
        if (user.length > 2) {
            throw unencoded();
        }
        URI uri;
        try {
            uri = new URI("postgresql://" + authority.substring(at + 1) + tail);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("DATABASE_URL is not a valid URL after the @; write " + EXAMPLE);
        }
        Map<String, String> query = query(uri.getRawQuery());
        query.keySet().stream().filter(parameter -> !PARAMETERS.contains(parameter)).findFirst().ifPresent(unknown -> {
            throw new IllegalArgumentException("DATABASE_URL: the parameter " + unknown + " is not known; it takes "
                    + String.join(", ", new TreeSet<>(PARAMETERS)));
        });
        String database = decode(withoutLeadingSlash(uri.getRawPath() == null ? "" : uri.getRawPath()));
        if (uri.getHost() == null || database.isEmpty()) {
            throw new IllegalArgumentException("DATABASE_URL names no host or no database; write " + EXAMPLE);
        }
        return new Postgresql(scheme, uri.getHost().replaceAll("^\\[|]$", ""), uri.getPort() < 0 ? 5432 : uri.getPort(),
                database, user[0].isEmpty() ? query.getOrDefault("user", "") : decode(user[0]),
                user.length < 2 ? query.getOrDefault("password", "") : decode(user[1]), Tls.of(query));
    }

    String EXAMPLE = "postgresql://user:password@host:5432/name";

    private static IllegalArgumentException unencoded() {
        return new IllegalArgumentException("DATABASE_URL: user and password must be percent-encoded:"
                + " @ is %40, # is %23, / is %2F, : is %3A, ? is %3F, % is %25");
    }

    private static int firstOf(String text, String characters) {
        int i = 0;
        while (i < text.length() && characters.indexOf(text.charAt(i)) < 0) {
            i++;
        }
        return i;
    }

    private static Map<String, String> query(@org.jspecify.annotations.Nullable String raw) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (raw != null) {
            for (String pair : raw.split("&", -1)) {
                int i = pair.indexOf('=');
                if (i > 0) {
                    parameters.put(pair.substring(0, i), decode(pair.substring(i + 1)));
                }
            }
        }
        return parameters;
    }

    private static String withoutLeadingSlash(String path) {
        return path.startsWith("/") ? path.substring(1) : path;
    }

    private static String decode(String encoded) {
        try {
            return URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw unencoded();
        }
    }
}
