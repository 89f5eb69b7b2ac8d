package io.alerthistory.database;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import io.alerthistory.config.Settings;

/**
 * How JDBC reaches a database that is not the service's own. It is read as DATABASE_URL is: the settings of TLS, the user and
 * the password apply to it, too.
 *
 * @param shown the database without user and password
 * @param jdbcUrl of a server; empty for a file
 * @param file the path of a file; empty for a server
 * @param sockets the files of Unix-domain sockets; empty when the servers have addresses
 */
public record DatabaseAddress(DatabaseKind kind, String shown, String jdbcUrl, String user, String password, String file,
        List<String> sockets) {

    private static final Set<String> URLS = Set.of("DATABASE_URL", Settings.DATABASE_URL_PROD);
    private static final Set<String> DIRECT_URLS = Set.of("DATABASE_DIRECT_URL", "DATABASE_URL_SYNC");
    private static final Set<String> OFF = Set.of("ENFORCE_POSTGRESQL", "HISTORY_ENABLED");

    /**
     * Reads a URL.
     *
     * @param name where the URL was given, for messages
     * @param environment returns the text of a variable; null when it is not set
     * @throws IllegalArgumentException with one line that says what to change, without secrets
     */
    public static DatabaseAddress of(String name, String url, Lookup environment) {
        try {
            Settings settings = Settings.read(variable -> URLS.contains(variable) ? url
                    : DIRECT_URLS.contains(variable) ? null
                            : OFF.contains(variable) ? "false" : environment.text(variable));
            return of(DatabaseChoice.of(settings, url), DatabaseKeys.of(settings, DatabaseChoice.of(settings, url)));
        } catch (IllegalArgumentException refused) {
            throw new IllegalArgumentException(
                    String.valueOf(refused.getMessage()).replaceAll("DATABASE_URL(_PROD)?", name));
        }
    }

    private static DatabaseAddress of(DatabaseUrl url, Map<String, String> keys) {
        UnaryOperator<String> key = name -> keys.getOrDefault("history.start." + name, "");
        if (url instanceof DatabaseUrl.Sqlite sqlite) {
            return new DatabaseAddress(DatabaseKind.SQLITE,
                    "sqlite:///" + Path.of(sqlite.path()).toAbsolutePath().normalize().toString(), "",
                    "", "", sqlite.path(), List.of());
        }
        DatabaseUrl.Postgresql server = (DatabaseUrl.Postgresql) url;
        return new DatabaseAddress(DatabaseKind.POSTGRESQL,
                "postgresql://" + server.authority() + "/" + server.database(), key.apply("jdbc-url"),
                key.apply("user"), key.apply("password"), "",
                server.onSocket() ? server.hosts().stream().map(Host::file).toList() : List.of());
    }

    @Override
    public String toString() {
        return shown; // the generated method would print the password
    }

    /** Where variables are looked up. */
    @FunctionalInterface
    public interface Lookup {

        /** The text of a variable; null when it is not set. */
        @Nullable
        String text(String variable);
    }
}
