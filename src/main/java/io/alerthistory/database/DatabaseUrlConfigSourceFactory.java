package io.alerthistory.database;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

import org.eclipse.microprofile.config.spi.ConfigSource;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;

/**
 * Turns DATABASE_URL and POSTGRES_* into quarkus.* keys, and checks what else an operator may set. All of it is read at run
 * time, so one build serves both databases;
 * the
 * side that is not chosen is switched off and opens nothing. Its ordinal lies below the environment and system properties.
 */
public final class DatabaseUrlConfigSourceFactory implements ConfigSourceFactory {

    private static final int ORDINAL = 275;

    @Override
    public OptionalInt getPriority() {
        return OptionalInt.of(ORDINAL);
    }

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        try {
            return List.of(new PropertiesConfigSource(properties(context), "DATABASE_URL", ORDINAL));
        } catch (IllegalArgumentException refused) {
            // An exception from here would bury the line under a stack trace, and an orderly exit would wait for the start to
            // end, which waits for this. Nothing has started that could be lost.
            System.err.println("alert-history cannot start: " + refused.getMessage());
            System.err.flush();
            Runtime.getRuntime().halt(1);
            throw refused;
        }
    }

    static Map<String, String> properties(ConfigSourceContext context) {
        String fallback = context.getProfiles().contains("test") ? "sqlite:///:memory:" : "sqlite:///history.db";
        DatabaseUrl url = DatabaseUrl.parse(value(context, "DATABASE_URL", fallback));
        Map<String, String> keys = new HashMap<>();
        boolean postgresql = url instanceof DatabaseUrl.Postgresql;
        for (String unit : List.of("quarkus.datasource.", "quarkus.hibernate-orm.", "quarkus.flyway.")) {
            keys.put(unit + "active", Boolean.toString(postgresql));
        }
        for (String unit : List.of("quarkus.datasource.sqlite.", "quarkus.flyway.sqlite.")) {
            keys.put(unit + "active", Boolean.toString(!postgresql));
        }
        keys.put("history.database.kind", (postgresql ? DatabaseKind.POSTGRESQL : DatabaseKind.SQLITE).name());
        int timeout = integer(context, "POSTGRES_POOL_TIMEOUT", 30, 1);
        keys.put("history.database.pool-timeout", timeout + "S");
        keys.put("history.database.pool-waiters", "1000");
        if (!value(context, "MAX_QUEUE_SIZE", "").isEmpty()) {
            keys.put("history.queue.max-size", Integer.toString(integer(context, "MAX_QUEUE_SIZE", 1000, 1)));
        }
        if (url instanceof DatabaseUrl.Postgresql server) {
            postgresql(context, server, keys);
        } else if (url instanceof DatabaseUrl.Sqlite file) {
            sqlite(file, keys);
        }
        return keys;
    }

    private static void postgresql(ConfigSourceContext context, DatabaseUrl.Postgresql url, Map<String, String> keys) {
        String address = "postgresql://" + url.authority() + "/" + encode(url.database());
        keys.put("quarkus.datasource.reactive.url", address);
        keys.put("quarkus.datasource.jdbc.url", "jdbc:" + address + "?sslmode=" + url.sslMode());
        keys.put("quarkus.datasource.username", url.user());
        keys.put("quarkus.datasource.password", url.password());
        keys.put("quarkus.datasource.reactive.postgresql.ssl-mode", url.sslMode());
        // libpq's allow, prefer and require encrypt without verifying the server; the Vert.x client wants that said.
        keys.put("quarkus.datasource.reactive.trust-all", Boolean.toString(!url.sslMode().equals("disable")));
        int size = integer(context, "POSTGRES_POOL_SIZE", 5, 1);
        int overflow = integer(context, "POSTGRES_MAX_OVERFLOW", 10, 0);
        // The Vert.x pool has one size; what exceeds the need is closed after it idled for a minute.
        keys.put("quarkus.datasource.reactive.max-size", Integer.toString(size + overflow));
        keys.put("quarkus.datasource.reactive.idle-timeout", "60S");
        keys.put("quarkus.datasource.reactive.max-lifetime", integer(context, "POSTGRES_POOL_RECYCLE", 3600, 1) + "S");
    }

    private static void sqlite(DatabaseUrl.Sqlite url, Map<String, String> keys) {
        keys.put("quarkus.datasource.sqlite.jdbc.url", url.jdbcUrl());
        if (url.inMemory()) { // each connection would be a database of its own, and closing it the end of that
            keys.put("quarkus.datasource.sqlite.jdbc.min-size", "1");
            keys.put("quarkus.datasource.sqlite.jdbc.max-size", "1");
            keys.put("quarkus.datasource.sqlite.jdbc.idle-removal-interval", "0S");
            return;
        }
        keys.put("quarkus.datasource.sqlite.jdbc.max-size", "8");
        Path folder = Path.of(url.path()).toAbsolutePath().getParent();
        try {
            if (folder != null) {
                Files.createDirectories(folder);
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("DATABASE_URL: the folder " + folder + " cannot be created: " + e.getMessage());
        }
    }

    private static int integer(ConfigSourceContext context, String name, int fallback, int least) {
        String text = value(context, name, Integer.toString(fallback));
        try {
            int number = Integer.parseInt(text);
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException notANumber) { // told below
        }
        throw new IllegalArgumentException(
                name + " must be an integer of at least " + least + ", for example " + name + "=" + fallback);
    }

    private static String value(ConfigSourceContext context, String name, String fallback) {
        ConfigValue value = context.getValue(name);
        return value == null || value.getValue() == null || value.getValue().isBlank() ? fallback : value.getValue().trim();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
