package io.alerthistory.database;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.alerthistory.config.Setting;
import io.alerthistory.config.Settings;

/** Selects the database: by a URL, by its parts, or the default. */
final class DatabaseChoice {

    private static final String FILE = "sqlite:///history.db";

    /** The parts that are required when the server asks for no password. */
    private static final List<Setting> PARTS = List.of(Setting.DATABASE_HOST, Setting.DATABASE_USER, Setting.DATABASE_NAME);

    private static final int SUPABASE_TRANSACTIONS = 6543;

    private DatabaseChoice() {
    }

    /**
     * Selects the database.
     *
     * @param fallback the URL when none is set; not used in staging and production
     * @throws IllegalArgumentException with one line for the operator
     */
    static DatabaseUrl of(Settings settings, String fallback) {
        DatabaseUrl url = settings.value(Setting.DATABASE_URL)
                .map(text -> DatabaseUrl.parse(settings.name(Setting.DATABASE_URL), text))
                .or(() -> parts(settings))
                .or(() -> settings.deployed() ? Optional.empty() : Optional.of(DatabaseUrl.parse(fallback)))
                .orElseThrow(() -> new IllegalArgumentException("ENVIRONMENT=" + settings.required(Setting.ENVIRONMENT)
                        + " needs a database: set DATABASE_URL=" + DatabaseUrl.EXAMPLE));
        if (url instanceof DatabaseUrl.Postgresql server) {
            DatabaseUrl.Postgresql complete = withCredentials(settings, settings.name(Setting.DATABASE_URL), server);
            return complete.with(tls(settings, server));
        }
        if (settings.deployed() && settings.is(Setting.ENFORCE_POSTGRESQL)) {
            throw new IllegalArgumentException("ENVIRONMENT=" + settings.required(Setting.ENVIRONMENT)
                    + " needs PostgreSQL, and " + settings.name(Setting.DATABASE_URL) + " names SQLite: set DATABASE_URL="
                    + DatabaseUrl.EXAMPLE + ", or ENFORCE_POSTGRESQL=false");
        }
        return url;
    }

    /** The URL that bypasses a pooler; the usual one when none is set. */
    static DatabaseUrl.Postgresql direct(Settings settings, DatabaseUrl.Postgresql usual) {
        String text = settings.value(Setting.DATABASE_DIRECT_URL).orElse(null);
        if (text == null) {
            return usual;
        }
        String name = settings.name(Setting.DATABASE_DIRECT_URL);
        if (DatabaseUrl.parse(name, text) instanceof DatabaseUrl.Postgresql server) {
            return complete(settings, name, server.with(server.session().or(usual.session())));
        }
        throw new IllegalArgumentException(name + " must be a PostgreSQL URL like " + DatabaseUrl.EXAMPLE);
    }

    /** A URL with the user, the password and the TLS options that it leaves to the variables. */
    static DatabaseUrl.Postgresql complete(Settings settings, String name, DatabaseUrl.Postgresql server) {
        return withCredentials(settings, name, server)
                .with(server.tls().mode().isEmpty() || server.onSocket() ? tls(settings, server) : server.tls().checked());
    }

    /** The default file, relative to the working directory. */
    static String file() {
        return FILE;
    }

    /** Warnings for the log when the selection may not be what the operator meant. */
    static List<String> remarks(Settings settings, DatabaseUrl chosen) {
        List<String> remarks = new ArrayList<>();
        List<Setting> unused = PARTS.stream().filter(settings::isSet).toList();
        if (!settings.isSet(Setting.DATABASE_URL) && chosen instanceof DatabaseUrl.Sqlite && !unused.isEmpty()) {
            remarks.add("The database is SQLite although " + settings.name(unused.get(0)) + " is set; for PostgreSQL set"
                    + " DATABASE_PASSWORD, too, or without a password all of DATABASE_HOST, DATABASE_USER and DATABASE_NAME");
        }
        if (chosen instanceof DatabaseUrl.Postgresql server && !settings.isSet(Setting.DATABASE_POOLER)
                && isPooled(settings, server)) {
            remarks.add("DATABASE_POOLER defaults to pgbouncer, because " + settings.name(Setting.DATABASE_URL)
                    + " names a pooler in transaction mode");
        }
        return remarks;
    }

    /** Whether connections go through a pooler in transaction mode, by the setting or by the URL. */
    static boolean isPooled(Settings settings, DatabaseUrl.Postgresql server) {
        return settings.isSet(Setting.DATABASE_POOLER) ? !settings.required(Setting.DATABASE_POOLER).equals("none")
                : server.session().pooled() || server.hosts().stream().anyMatch(DatabaseChoice::isKnownPooler);
    }

    /** Providers whose consoles show the pooler's address first: Neon, and Supabase in transaction mode. */
    private static boolean isKnownPooler(Host host) {
        String name = host.name().toLowerCase(Locale.ROOT);
        return (name.endsWith(".neon.tech") && name.substring(0, name.indexOf('.')).endsWith("-pooler"))
                || (name.endsWith(".pooler.supabase.com") && host.port() == SUPABASE_TRANSACTIONS);
    }

    private static Optional<DatabaseUrl> parts(Settings settings) {
        if (!settings.isSet(Setting.DATABASE_PASSWORD) && !PARTS.stream().allMatch(settings::isSet)) {
            return Optional.empty();
        }
        return Optional.of(new DatabaseUrl.Postgresql("postgresql", hosts(settings), part(settings, Setting.DATABASE_NAME),
                part(settings, Setting.DATABASE_USER), settings.value(Setting.DATABASE_PASSWORD).orElse(""),
                new Tls("", null, null, null), SessionOptions.NONE, null));
    }

    private static List<Host> hosts(Settings settings) {
        try {
            return PostgresUrl.hosts(settings.required(Setting.DATABASE_HOST), settings.required(Setting.DATABASE_PORT));
        } catch (IllegalArgumentException refused) {
            throw renamed(refused, settings.name(Setting.DATABASE_HOST));
        }
    }

    /** Completes the user and password, which may be in variables, a file, or unnecessary. */
    private static DatabaseUrl.Postgresql withCredentials(Settings settings, String name, DatabaseUrl.Postgresql url) {
        String user = url.user().isEmpty() ? settings.value(Setting.DATABASE_USER).orElse("") : url.user();
        if (user.isEmpty()) {
            throw new IllegalArgumentException(name + " names no user; write " + DatabaseUrl.EXAMPLE);
        }
        DatabaseUrl.Postgresql known = url.as(user, url.password());
        if (!url.password().isEmpty()) {
            return known;
        }
        boolean ownPassword = settings.value(Setting.DATABASE_USER).map(user::equals).orElse(true);
        try {
            return known.as(user, Optional.of(settings).filter(all -> ownPassword)
                    .flatMap(all -> all.value(Setting.DATABASE_PASSWORD)).or(() -> PassFile.password(known)).orElse(""));
        } catch (IllegalArgumentException refused) {
            throw renamed(refused, name);
        }
    }

    private static IllegalArgumentException renamed(IllegalArgumentException refused, String name) {
        return new IllegalArgumentException(String.valueOf(refused.getMessage()).replace("DATABASE_URL", name));
    }

    private static String part(Settings settings, Setting setting) {
        return settings.value(setting).orElseThrow(() -> new IllegalArgumentException(settings.name(Setting.DATABASE_PASSWORD)
                + " is set, so " + setting + " must be set, too (or DATABASE_URL instead of both)"));
    }

    private static Tls tls(Settings settings, DatabaseUrl.Postgresql server) {
        Tls url = server.tls();
        Tls all = new Tls(settings.value(Setting.POSTGRES_SSL_MODE).orElse(url.mode()),
                or(settings, Setting.POSTGRES_SSL_ROOT_CERT, url.rootCert()),
                or(settings, Setting.POSTGRES_SSL_CERT, url.cert()),
                or(settings, Setting.POSTGRES_SSL_KEY, url.key()));
        return server.onSocket() ? all.onSocket() : all.checked();
    }

    private static @Nullable String or(Settings settings, Setting setting, @Nullable String other) {
        String value = settings.value(setting).orElse(null);
        return value == null ? other : value;
    }
}
