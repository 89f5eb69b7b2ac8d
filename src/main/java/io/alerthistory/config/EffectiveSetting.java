package io.alerthistory.config;

import org.jspecify.annotations.Nullable;

/**
 * A setting with its effective value.
 *
 * @param value as an operator writes it, a time in the variable's unit; null when it is not set and has no default
 * @param origin the variable it was read from, or "default"
 */
public record EffectiveSetting(Setting setting, @Nullable String value, String origin) {

    static final String DEFAULT = "default";

    boolean isSet() {
        return !origin.equals(DEFAULT);
    }

    EffectiveSetting masked() {
        return value == null ? this : new EffectiveSetting(setting, Secrets.masked(setting, value), origin);
    }

    @Override
    public String toString() {
        EffectiveSetting shown = masked(); // the generated method would print the password
        return setting + "=" + (shown.value == null ? "" : shown.value) + " (" + origin + ")";
    }
}
