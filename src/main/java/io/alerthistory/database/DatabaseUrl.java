package io.alerthistory.database;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * A parsed {@code DATABASE_URL}: the forms of libpq, SQLAlchemy and JDBC, and what providers' consoles show. A text
 * that cannot be parsed throws an {@link IllegalArgumentException} whose message says what to change and never contains
 * the password.
 */
public sealed interface DatabaseUrl {

    /** The scheme as written, including a driver; shown to operators. */
    String scheme();

    /** A SQLite file, or an in-memory database that ends with the process. */
    record Sqlite(String scheme, String path) implements DatabaseUrl {

        private static final String MEMORY = ":memory:";

        public boolean inMemory() {
            return path.equals(MEMORY);
        }

        /**
         * WAL lets reads continue during a write; synchronous FULL makes a committed write survive a power failure.
         * secure_delete overwrites what is deleted or replaced, so that no free page keeps it.
         */
        String jdbcUrl() {
            return "jdbc:sqlite:" + path + "?foreign_keys=on&busy_timeout=10000&transaction_mode=IMMEDIATE&secure_delete=on"
                    + (inMemory() ? "" : "&journal_mode=WAL&synchronous=FULL");
        }
    }

    /**
     * One server, or several of which one is writable.
     *
     * @param hosts at least one
     * @param user empty when the URL names none
     * @param password empty when the URL has none: the server may need none, or a client certificate
     * @param passFile a password file in libpq's format; null when the URL names none
     */
    record Postgresql(String scheme, List<Host> hosts, String database, String user, String password, Tls tls,
            SessionOptions session, @Nullable String passFile) implements DatabaseUrl {

        Postgresql(String scheme, String host, int port, String database, String user, String password, Tls tls) {
            this(scheme, List.of(new Host(host, port)), database, user, password, tls, SessionOptions.NONE, null);
        }

        public Postgresql {
            hosts = List.copyOf(hosts);
        }

        /** The first host's name. */
        public String host() {
            return hosts.get(0).name();
        }

        /** The first host's port. */
        public int port() {
            return hosts.get(0).port();
        }

        /** Whether the server is reached through the file system; of several hosts either all are or none. */
        boolean onSocket() {
            return hosts.get(0).isSocket();
        }

        /** All hosts, as they stand in a URL. */
        String authority() {
            return hosts.stream().map(Host::authority).collect(Collectors.joining(","));
        }

        /** Whether only a writable server is acceptable; of several hosts at most one is writable. */
        boolean needsPrimary() {
            return session.primary() || hosts.size() > 1;
        }

        Postgresql with(Tls other) {
            return new Postgresql(scheme, hosts, database, user, password, other, session, passFile);
        }

        Postgresql with(SessionOptions other) {
            return new Postgresql(scheme, hosts, database, user, password, tls, other, passFile);
        }

        Postgresql as(String otherUser, String otherPassword) {
            return new Postgresql(scheme, hosts, database, otherUser, otherPassword, tls, session, passFile);
        }

        @Override
        public String toString() {
            return "Postgresql[" + authority() + "/" + database + "]"; // the generated method would print the password
        }
    }

    /** The keyword form of libpq, which psql accepts instead of a URL. */
    Pattern KEYWORDS = Pattern.compile("(^|\\s)(host|dbname|user)\\s*=");

    /** An example for messages. */
    String EXAMPLE = "postgresql://user:password@host:5432/name";

    /**
     * Parses a URL.
     *
     * @param name the variable that holds it, for messages
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
            throw new IllegalArgumentException(KEYWORDS.matcher(url).find()
                    ? "DATABASE_URL is a list of keywords; write it as a URL: " + EXAMPLE
                    : "DATABASE_URL has no scheme; for a SQLite file write sqlite:///history.db");
        }
        String scheme = url.substring(0, colon).toLowerCase(Locale.ROOT);
        String rest = url.substring(colon + 3);
        return switch (scheme) {
            case "sqlite", "sqlite+aiosqlite", "sqlite+pysqlite" -> sqlite(scheme, rest);
            case "postgresql", "postgres", "postgresql+psycopg2", "postgresql+psycopg", "postgresql+psycopg_async",
                    "postgresql+asyncpg", "postgresql+pg8000", "jdbc:postgresql" ->
                PostgresUrl.parse(scheme, rest);
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

    private static String withoutLeadingSlash(String path) {
        return path.startsWith("/") ? path.substring(1) : path;
    }
}
