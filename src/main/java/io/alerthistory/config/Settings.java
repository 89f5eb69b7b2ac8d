package io.alerthistory.config;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

import io.smallrye.config.Expressions;

/** The effective settings and their origins. */
public final class Settings {

    /** In staging and production this variable has precedence over DATABASE_URL. */
    public static final String DATABASE_URL_PROD = "DATABASE_URL_PROD";

    private final Map<Setting, EffectiveSetting> all = new EnumMap<>(Setting.class);
    private final Map<Setting, String> values = new EnumMap<>(Setting.class);

    private Settings() {
    }

    /**
     * Reads every variable. A blank text counts as unset, except for a password.
     *
     * @param lookup returns the text of a variable; null when it is not set
     * @throws IllegalArgumentException when any of them is invalid: one line that names all invalid variables, without
     *         secrets
     */
    public static Settings read(Function<String, @Nullable String> lookup) {
        Settings settings = new Settings();
        List<String> refusals = new ArrayList<>();
        for (Setting setting : Setting.values()) { // ENVIRONMENT comes first, because the others' defaults depend on it
            boolean deployed = setting != Setting.ENVIRONMENT && settings.values.containsKey(Setting.ENVIRONMENT)
                    && settings.deployed();
            try {
                settings.read(setting, deployed, lookup);
            } catch (IllegalArgumentException refused) {
                refusals.add(refused.getMessage());
            }
        }
        if (!refusals.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", refusals));
        }
        return settings;
    }

    /**
     * Reads the settings of a running service. Expression expansion is off, because ${...}, $$ and \$ have no special
     * meaning in a variable.
     */
    public static Settings of(Config config) {
        return Expressions.withoutExpansion(() -> read(name -> config.getConfigValue(name).getValue()));
    }

    /** The value of a setting; empty when it is not set and has no default. Durations are in ISO 8601. */
    public Optional<String> value(Setting setting) {
        return Optional.ofNullable(values.get(setting));
    }

    /** The value of a setting that has a default. */
    public String required(Setting setting) {
        return value(setting).orElseThrow();
    }

    /** Whether it was set, under any of its names. */
    public boolean isSet(Setting setting) {
        return get(setting).isSet();
    }

    /** The name under which a setting was set; the canonical one when it was not set. */
    public String name(Setting setting) {
        return isSet(setting) ? get(setting).origin() : setting.name();
    }

    public int integer(Setting setting) {
        return Integer.parseInt(required(setting));
    }

    public boolean is(Setting setting) {
        return Boolean.parseBoolean(required(setting));
    }

    /** Whether the environment is staging or production. */
    public boolean deployed() {
        return !required(Setting.ENVIRONMENT).equals("development");
    }

    /** All settings, with secrets masked. */
    public List<EffectiveSetting> shown() {
        return all.values().stream().map(EffectiveSetting::masked).toList();
    }

    /** The configuration keys that are copied from a single setting. */
    public Map<String, String> keys() {
        Map<String, String> keys = new HashMap<>();
        values.forEach((setting, value) -> setting.key().ifPresent(key -> keys.put(key, value)));
        return keys;
    }

    private EffectiveSetting get(Setting setting) {
        return java.util.Objects.requireNonNull(all.get(setting));
    }

    private void read(Setting setting, boolean deployed, Function<String, @Nullable String> lookup) {
        for (String name : names(setting, deployed).toList()) {
            String text = lookup.apply(name);
            if (text != null && setting.isSetBy(text) && !isFromKubernetes(setting, text)) {
                put(setting, setting.read(name, setting.withoutBlanks(text)), name);
                return;
            }
        }
        String fallback = setting.fallback(deployed).orElse(null);
        put(setting, fallback == null ? null : setting.read(setting.name(), fallback), EffectiveSetting.DEFAULT);
    }

    private void put(Setting setting, @Nullable String value, String origin) {
        all.put(setting, new EffectiveSetting(setting, value == null ? null : setting.shown(value), origin));
        if (value != null) {
            values.put(setting, value);
        }
    }

    /**
     * Kubernetes sets this variable to a Service's address in every container, when a Service is named database or
     * postgres.
     */
    private static boolean isFromKubernetes(Setting setting, String text) {
        return setting == Setting.DATABASE_PORT && text.startsWith("tcp://");
    }

    private static Stream<String> names(Setting setting, boolean deployed) {
        Stream<String> usual = Stream.concat(Stream.of(setting.name()), setting.aliases().stream());
        return deployed && setting == Setting.DATABASE_URL ? Stream.concat(Stream.of(DATABASE_URL_PROD), usual) : usual;
    }
}
