package io.alerthistory.database;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.alerthistory.config.Setting;
import io.alerthistory.config.Settings;

/** The framework's keys of the chosen database; the side that is not chosen is switched off and opens nothing. */
final class DatabaseKeys {

    private static final String POOL_MAX = "history.database.pool-max";
    private static final String REACTIVE = "quarkus.datasource.reactive.";

    private final Settings settings;
    private final Map<String, String> keys = new HashMap<>();

    private DatabaseKeys(Settings settings) {
        this.settings = settings;
    }

    /** All of them; with HISTORY_ENABLED=false none of the databases is active. */
    static Map<String, String> of(Settings settings, DatabaseUrl url) {
        DatabaseKeys keys = new DatabaseKeys(settings);
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
        return keys.keys;
    }

    private void activate(boolean active, String... units) {
        List.of(units).forEach(unit -> put(unit + "active", Boolean.toString(active)));
    }

    private void postgresql(DatabaseUrl.Postgresql url) {
        put("quarkus.datasource.username", url.user());
        put("quarkus.datasource.password", url.password());
        put(REACTIVE + "url", address(url));
        pool();
        tls(url.tls());
        migrations(DatabaseChoice.direct(settings, url));
    }

    private void pool() {
        // The Vert.x pool has one size; what exceeds the need is closed after it idled for a minute.
        String size = Integer
                .toString(settings.integer(Setting.POSTGRES_POOL_SIZE) + settings.integer(Setting.POSTGRES_MAX_OVERFLOW));
        put(REACTIVE + "max-size", size);
        put(POOL_MAX, size);
        put(REACTIVE + "idle-timeout", "60S");
        put(REACTIVE + "max-lifetime", settings.required(Setting.POSTGRES_POOL_RECYCLE));
        boolean pooler = !settings.required(Setting.DATABASE_POOLER).equals("none");
        // The first alone is not enough: unnamed statements, too, must be parsed on the connection that runs them.
        put(REACTIVE + "cache-prepared-statements", Boolean.toString(!pooler));
        put(REACTIVE + "postgresql.use-layer7-proxy", Boolean.toString(pooler));
    }

    private void tls(Tls tls) {
        put(REACTIVE + "postgresql.ssl-mode", tls.mode());
        // libpq's allow, prefer and require encrypt without verifying the server; the Vert.x client wants that said.
        put(REACTIVE + "trust-all", Boolean.toString(!tls.verifies() && !tls.mode().equals("disable")));
        if (tls.verifies()) {
            put(REACTIVE + "trust-certificate-pem", "true");
            putIfPresent(REACTIVE + "trust-certificate-pem.certs", tls.rootCert());
        }
        if (tls.verifiesTheName()) {
            put(REACTIVE + "hostname-verification-algorithm", "HTTPS");
        }
        if (tls.cert() != null) {
            put(REACTIVE + "key-certificate-pem", "true");
            putIfPresent(REACTIVE + "key-certificate-pem.certs", tls.cert());
            putIfPresent(REACTIVE + "key-certificate-pem.keys", tls.key());
        }
    }

    /** Flyway has a connection of its own: JDBC, past a pooler, and with its own user if the direct URL names one. */
    private void migrations(DatabaseUrl.Postgresql url) {
        StringBuilder jdbc = new StringBuilder("jdbc:").append(address(url)).append("?sslmode=").append(url.tls().mode())
                .append("&ApplicationName=alert-history-migrations&connectTimeout=5&loginTimeout=10&tcpKeepAlive=true");
        append(jdbc, "sslrootcert", url.tls().rootCert());
        append(jdbc, "sslcert", url.tls().cert());
        append(jdbc, "sslkey", url.tls().key());
        if (!settings.required(Setting.DATABASE_POOLER).equals("none")) {
            append(jdbc, "prepareThreshold", "0");
            if (settings.isSet(Setting.DATABASE_DIRECT_URL)) { // the role's limit is for requests, not for an index on a large table
                append(jdbc, "options", "-c statement_timeout=0");
            }
        }
        put("quarkus.datasource.jdbc.url", jdbc.toString());
        put("quarkus.flyway.jdbc-url", jdbc.toString());
        put("quarkus.flyway.username", url.user());
        put("quarkus.flyway.password", url.password());
        put("history.start.host", url.host());
        put("history.start.port", Integer.toString(url.port()));
    }

    private void sqlite(DatabaseUrl.Sqlite url, boolean enabled) {
        put(POOL_MAX, "0");
        put("quarkus.datasource.sqlite.jdbc.url", url.jdbcUrl());
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
            url.append('&').append(parameter).append('=').append(encode(value));
        }
    }

    private static String address(DatabaseUrl.Postgresql url) {
        return "postgresql://" + url.authority() + "/" + encode(url.database());
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
