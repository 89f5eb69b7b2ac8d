package io.alerthistory.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.alerthistory.config.Setting;
import io.alerthistory.config.Settings;

/** The framework's keys of the chosen database; the side that is not chosen is switched off and opens nothing. */
final class DatabaseKeys {

    private static final String POOL_MAX = "history.database.pool-max";
    private static final String START = "history.start.";
    private static final String REACTIVE = "quarkus.datasource.reactive.";

    /** Has Vert.x look for a transport beside its own; there is one that knows Unix-domain sockets. */
    private static final String TRANSPORT = "quarkus.vertx.prefer-native-transport";

    /** Set to nothing when they have no value: else what they were while the artifact was built would be their default. */
    private static final List<String> OPTIONAL = List.of("quarkus.datasource.password", "history.database.file",
            "history.database.application-name",
            "history.database.options", "history.database.search-path", START + "jdbc-url", START + "user", START + "password",
            START + "password-remark", START + "file", START + "host", START + "sockets", START + "remarks");

    private final Settings settings;
    private final Map<String, String> keys = new HashMap<>();

    private DatabaseKeys(Settings settings) {
        this.settings = settings;
    }

    /** All of them; with HISTORY_ENABLED=false none of the databases is active. */
    static Map<String, String> of(Settings settings, DatabaseUrl url) {
        DatabaseKeys keys = new DatabaseKeys(settings);
        OPTIONAL.forEach(key -> keys.put(key, ""));
        boolean enabled = settings.is(Setting.HISTORY_ENABLED);
        boolean postgresql = url instanceof DatabaseUrl.Postgresql;
        keys.activate(enabled && postgresql, "quarkus.datasource.", "quarkus.hibernate-orm.", "quarkus.flyway.");
        keys.activate(enabled && !postgresql, "quarkus.datasource.sqlite.", "quarkus.flyway.sqlite.");
        keys.put("history.database.kind", (postgresql ? DatabaseKind.POSTGRESQL : DatabaseKind.SQLITE).name());
        keys.put("history.database.scheme", url.scheme());
        if (url instanceof DatabaseUrl.Postgresql server) {
            keys.postgresql(server);
        } else if (url instanceof DatabaseUrl.Sqlite file) {
            keys.sqlite(file, enabled);
        }
        List<String> remarks = DatabaseChoice.remarks(settings, url);
        if (!remarks.isEmpty()) {
            keys.put(START + "remarks", String.join(",", remarks.stream().map(ConfigText::element).toList()));
        }
        return keys.keys;
    }

    private void activate(boolean active, String... units) {
        List.of(units).forEach(unit -> put(unit + "active", Boolean.toString(active)));
    }

    private void postgresql(DatabaseUrl.Postgresql url) {
        String name = settings.name(Setting.DATABASE_URL);
        boolean pooled = DatabaseChoice.isPooled(settings, url);
        if (pooled && url.session().changeTheSession()) {
            throw new IllegalArgumentException(name + ": options and a search path do not pass a pooler in transaction mode;"
                    + " take them out and set them for the role: ALTER ROLE ... SET search_path = ...");
        }
        if (url.session().channelBinding().equals("require") && url.tls().mode().equals(Tls.DISABLE)) {
            throw new IllegalArgumentException(name + ": channel_binding=require needs encryption, "
                    + (url.onSocket() ? "which a socket of the file system has not: leave it out"
                            : "so sslmode must not be disable"));
        }
        put("quarkus.datasource.username", url.user());
        if (!url.password().isEmpty()) {
            put("quarkus.datasource.password", url.password());
        }
        put(REACTIVE + "url", url.hosts().stream().map(host -> address(url, host)).collect(Collectors.joining(",")));
        put(TRANSPORT, Boolean.toString(url.onSocket()));
        pool(pooled);
        session(url);
        tls(url.tls());
        migrations(DatabaseChoice.direct(settings, url), pooled);
    }

    private void pool(boolean pooled) {
        // The Vert.x pool has one size; what exceeds the need is closed after it idled for a minute.
        String size = Integer
                .toString(settings.integer(Setting.POSTGRES_POOL_SIZE) + settings.integer(Setting.POSTGRES_MAX_OVERFLOW));
        put(REACTIVE + "max-size", size);
        put(POOL_MAX, size);
        put(REACTIVE + "idle-timeout", "60S");
        put(REACTIVE + "max-lifetime", settings.required(Setting.POSTGRES_POOL_RECYCLE));
        put("history.database.pooler", pooled ? "pgbouncer" : "none");
        // The first alone is not enough: unnamed statements, too, must be parsed on the connection that runs them.
        put(REACTIVE + "cache-prepared-statements", Boolean.toString(!pooled));
        put(REACTIVE + "postgresql.use-layer7-proxy", Boolean.toString(pooled));
    }

    private void session(DatabaseUrl.Postgresql url) {
        SessionOptions session = url.session();
        put("history.database.connect-timeout", session.connectTimeout().toString());
        put("history.database.primary-only", Boolean.toString(url.needsPrimary()));
        putIfPresent("history.database.application-name", session.applicationName());
        putIfPresent("history.database.options", session.options());
        putIfPresent("history.database.search-path", session.searchPath());
    }

    private void tls(Tls tls) {
        put(REACTIVE + "postgresql.ssl-mode", tls.mode());
        // libpq's allow, prefer and require encrypt without verifying the server; the Vert.x client wants that said.
        put(REACTIVE + "trust-all", Boolean.toString(!tls.verifies() && !tls.mode().equals(Tls.DISABLE)));
        if (tls.verifies()) {
            put(REACTIVE + "trust-certificate-pem", "true");
            putIfPresent(REACTIVE + "trust-certificate-pem.certs", element(tls.rootCert()));
        }
        if (tls.verifiesTheName()) {
            put(REACTIVE + "hostname-verification-algorithm", "HTTPS");
        }
        if (tls.cert() != null) {
            put(REACTIVE + "key-certificate-pem", "true");
            putIfPresent(REACTIVE + "key-certificate-pem.certs", element(tls.cert()));
            putIfPresent(REACTIVE + "key-certificate-pem.keys", element(tls.key()));
        }
    }

    /** Migrations have a connection of their own: JDBC, past a pooler, and with another user if the direct URL names one. */
    private void migrations(DatabaseUrl.Postgresql url, boolean pooled) {
        SessionOptions session = url.session();
        String name = session.applicationName();
        StringBuilder jdbc = new StringBuilder("jdbc:postgresql://").append(JdbcParameters.authority(url)).append('/')
                .append(PercentEncoding.encode(url.database())).append('?')
                .append(JdbcParameters.of(url, name == null ? "alert-history-migrations" : name).entrySet().stream()
                        .map(parameter -> parameter.getKey() + "=" + PercentEncoding.encode(parameter.getValue()))
                        .collect(Collectors.joining("&")));
        append(jdbc, "prepareThreshold", pooled ? "0" : null);
        // The role's limit is for requests, not for an index on a large table.
        append(jdbc, "options", pooled && settings.isSet(Setting.DATABASE_DIRECT_URL)
                ? "-c statement_timeout=0" + (session.options() == null ? "" : " " + session.options())
                : session.options());
        put("quarkus.datasource.jdbc.url", jdbc.toString());
        put(START + "jdbc-url", jdbc.toString());
        put(START + "user", url.user());
        if (!url.password().isEmpty()) {
            put(START + "password", url.password());
        }
        put(START + "source", source());
        putIfPresent(START + "password-remark", remark(url.password()));
        if (url.onSocket()) {
            put(START + "sockets", url.hosts().stream().map(Host::file).map(ConfigText::element)
                    .collect(Collectors.joining(",")));
        } else {
            put(START + "host", url.host());
            put(START + "port", Integer.toString(url.port()));
        }
    }

    /** The variable from which the user and the password of the migrations come. */
    private String source() {
        return Stream.of(Setting.DATABASE_DIRECT_URL, Setting.DATABASE_URL, Setting.DATABASE_PASSWORD, Setting.DATABASE_HOST)
                .filter(settings::isSet).findFirst().map(settings::name).orElse(Setting.DATABASE_URL.name());
    }

    /** What of a password that the server refuses may be a mistake; null when nothing strikes. */
    private static @Nullable String remark(String password) {
        if (password.isEmpty()) {
            return "no password is set";
        }
        if (!password.strip().equals(password)) {
            return "the password begins or ends with a blank or a line break";
        }
        return password.contains("${") || password.contains("$(")
                ? "the password has a reference to a variable, which nothing replaces"
                : null;
    }

    private void sqlite(DatabaseUrl.Sqlite url, boolean enabled) {
        put(POOL_MAX, "0");
        put("quarkus.datasource.sqlite.jdbc.url", url.jdbcUrl());
        put(START + "source", settings.name(Setting.DATABASE_URL));
        put(START + "file", url.path());
        if (url.inMemory()) { // each connection would be a database of its own, and closing it the end of that
            put("quarkus.datasource.sqlite.jdbc.min-size", "1");
            put("quarkus.datasource.sqlite.jdbc.max-size", "1");
            put("quarkus.datasource.sqlite.jdbc.idle-removal-interval", "0S");
            return;
        }
        put("quarkus.datasource.sqlite.jdbc.max-size", "8");
        put("history.database.file", url.path());
        Path folder = Path.of(url.path()).toAbsolutePath().getParent();
        try {
            if (folder != null && enabled) {
                Files.createDirectories(folder);
            }
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    settings.name(Setting.DATABASE_URL) + ": the folder " + folder + " cannot be created: " + e.getMessage());
        }
    }

    private void put(String key, String value) {
        keys.put(key, value);
    }

    private void putIfPresent(String key, @Nullable String value) {
        if (value != null) {
            keys.put(key, value);
        }
    }

    private static void append(StringBuilder url, String parameter, @Nullable String value) {
        if (value != null) {
            url.append('&').append(parameter).append('=').append(PercentEncoding.encode(value));
        }
    }

    /** Encoded, because the client takes no IPv6 address with dots in brackets. */
    private static String address(DatabaseUrl.Postgresql url, Host host) {
        return "postgresql://" + PercentEncoding.encode(host.name()) + ":" + host.port() + "/"
                + PercentEncoding.encode(url.database());
    }

    private static @Nullable String element(@Nullable String text) {
        return text == null ? null : ConfigText.element(text);
    }
}
