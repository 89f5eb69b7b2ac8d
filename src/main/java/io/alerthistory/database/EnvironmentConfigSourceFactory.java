package io.alerthistory.database;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

import io.alerthistory.config.AccessChoice;
import io.alerthistory.config.OidcKeys;
import io.alerthistory.config.Setting;
import io.alerthistory.config.Settings;
import io.alerthistory.redaction.PatternFile;
import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.Expressions;
import io.smallrye.config.PropertiesConfigSource;

/**
 * Turns what an operator set into configuration keys, and refuses what cannot be understood. All of it is read at run time, so
 * one build serves both databases. Its ordinal lies above application.properties and below the environment and system
 * properties: a framework key that is set there still wins.
 */
public final class EnvironmentConfigSourceFactory implements ConfigSourceFactory {

    private static final int ORDINAL = 275;
    private static final String LOG_LEVEL = "quarkus.log.level";

    @Override
    public OptionalInt getPriority() {
        return OptionalInt.of(ORDINAL);
    }

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        try {
            return List.of(new PropertiesConfigSource(properties(context), "alert-history settings", ORDINAL));
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
        Settings settings = Expressions.withoutExpansion(() -> Settings.read(name -> text(context, name)));
        settings.value(Setting.REDACT_PATTERNS_FILE).ifPresent(file -> check(settings, file));
        boolean atHome = context.getProfiles().contains("dev") || context.getProfiles().contains("test");
        String fallback = context.getProfiles().contains("test") ? "sqlite:///:memory:" : DatabaseChoice.file();
        Map<String, String> keys = new HashMap<>(settings.keys());
        keys.put("history.database.pool-waiters", "1000");
        keys.putIfAbsent("history.database.pod-id", hostname());
        keys.put("quarkus.log.console.json.enabled",
                Boolean.toString(settings.value(Setting.LOG_FORMAT).filter("json"::equals).isPresent()));
        keys.put("quarkus.http.cors.enabled", Boolean.toString(settings.value(Setting.CORS_ORIGINS).isPresent()));
        if (atHome && !settings.isSet(Setting.SHUTDOWN_DELAY_SECONDS)) { // nobody has to notice that this instance goes
            keys.put("quarkus.shutdown.delay", "PT0S");
        }
        ownDetailsOnly(keys);
        AccessChoice.check(settings);
        keys.putAll(OidcKeys.of(settings));
        keys.putAll(DatabaseKeys.of(settings, DatabaseChoice.of(settings, fallback)));
        ConfigText.escape(keys);
        return keys;
    }

    /** Libraries write megabytes of details an hour that nobody has asked for, and for which they have keys of their own. */
    private static void ownDetailsOnly(Map<String, String> keys) {
        String level = keys.getOrDefault(LOG_LEVEL, "INFO");
        if (level.equals("DEBUG") || level.equals("TRACE")) {
            keys.put("quarkus.log.category.\"io.alerthistory\".level", level);
            keys.put(LOG_LEVEL, "INFO");
        }
    }

    private static void check(Settings settings, String file) {
        try {
            PatternFile.check(file);
        } catch (IllegalArgumentException refused) {
            throw new IllegalArgumentException(
                    settings.name(Setting.REDACT_PATTERNS_FILE) + ": " + refused.getMessage(), refused);
        }
    }

    private static @Nullable String text(ConfigSourceContext context, String name) {
        ConfigValue value = context.getValue(name);
        return value == null ? null : value.getValue();
    }

    private static String hostname() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }
}
