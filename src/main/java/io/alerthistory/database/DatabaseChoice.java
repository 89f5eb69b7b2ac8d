package io.alerthistory.database;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.alerthistory.config.Setting;
import io.alerthistory.config.Settings;

/** Which database the settings name: by a URL, by its parts, or by silence. */
final class DatabaseChoice {

    private static final String FILE = "sqlite:///history.db";

    private DatabaseChoice() {
    }

    /**
     * The database that serves.
     *
     * @param fallback the URL where none is set, but not in staging and production
     * @throws IllegalArgumentException with one line for the operator
     */
    static DatabaseUrl of(Settings settings, String fallback) {
        DatabaseUrl url = settings.value(Setting.DATABASE_URL)
                .map(text -> DatabaseUrl.parse(settings.name(Setting.DATABASE_URL), text))
                .or(() -> settings.value(Setting.DATABASE_PASSWORD).map(password -> parts(settings, password)))
                .or(() -> settings.deployed() ? Optional.empty() : Optional.of(DatabaseUrl.parse(fallback)))
                .orElseThrow(() -> new IllegalArgumentException("ENVIRONMENT=" + settings.required(Setting.ENVIRONMENT)
                        + " needs a database: set DATABASE_URL=" + DatabaseUrl.EXAMPLE));
        if (url instanceof DatabaseUrl.Postgresql server) {
            return server.with(tls(settings, server.tls()));
        }
        if (settings.deployed() && settings.is(Setting.ENFORCE_POSTGRESQL)) {
            throw new IllegalArgumentException("ENVIRONMENT=" + settings.required(Setting.ENVIRONMENT)
                    + " needs PostgreSQL, and " + settings.name(Setting.DATABASE_URL) + " names SQLite: set DATABASE_URL="
                    + DatabaseUrl.EXAMPLE + ", or ENFORCE_POSTGRESQL=false");
        }
        return url;
    }

    /** The way past a pooler; the same as the usual way when none is set. */
    static DatabaseUrl.Postgresql direct(Settings settings, DatabaseUrl.Postgresql usual) {
        String text = settings.value(Setting.DATABASE_DIRECT_URL).orElse(null);
        if (text == null) {
            return usual;
        }
        String name = settings.name(Setting.DATABASE_DIRECT_URL);
        if (DatabaseUrl.parse(name, text) instanceof DatabaseUrl.Postgresql server) {
            return server.with(server.tls().mode().isEmpty() ? tls(settings, server.tls()) : server.tls().checked());
        }
        throw new IllegalArgumentException(name + " must be a PostgreSQL URL like " + DatabaseUrl.EXAMPLE);
    }

    /** The default file, relative to the working directory. */
    static String file() {
        return FILE;
    }

    private static DatabaseUrl.Postgresql parts(Settings settings, String password) {
        return new DatabaseUrl.Postgresql("postgresql", settings.required(Setting.DATABASE_HOST),
                settings.integer(Setting.DATABASE_PORT), part(settings, Setting.DATABASE_NAME),
                part(settings, Setting.DATABASE_USER), password, new Tls("", null, null, null));
    }

    private static String part(Settings settings, Setting setting) {
        return settings.value(setting).orElseThrow(() -> new IllegalArgumentException(settings.name(Setting.DATABASE_PASSWORD)
                + " is set, so " + setting + " must be set, too (or DATABASE_URL instead of both)"));
    }

    private static Tls tls(Settings settings, Tls url) {
        return new Tls(settings.value(Setting.POSTGRES_SSL_MODE).orElse(url.mode()),
                or(settings, Setting.POSTGRES_SSL_ROOT_CERT, url.rootCert()),
                or(settings, Setting.POSTGRES_SSL_CERT, url.cert()),
                or(settings, Setting.POSTGRES_SSL_KEY, url.key())).checked();
    }

    private static @Nullable String or(Settings settings, Setting setting, @Nullable String other) {
        String value = settings.value(setting).orElse(null);
        return value == null ? other : value;
    }
}
