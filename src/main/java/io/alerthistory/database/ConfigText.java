package io.alerthistory.database;

import java.util.Map;

/**
 * Escapes texts for configuration values. The configuration expands ${...}, $$ and \$, even within a password; an
 * escaped text is read back unchanged.
 */
final class ConfigText {

    /** The key whose value is a backslash: a backslash before a dollar sign can only be written as an expression. */
    static final String BACKSLASH_KEY = "history.text.backslash";

    private static final String BACKSLASH = "\\";
    private static final String DOLLAR = "$";

    private ConfigText() {
    }

    /** Escapes all values, and adds the key they refer to. */
    static void escape(Map<String, String> keys) {
        keys.replaceAll((key, value) -> escape(value));
        keys.put(BACKSLASH_KEY, BACKSLASH);
    }

    /** Escapes a text as an element of a comma-separated list. */
    static String element(String text) {
        return text.replace(BACKSLASH, "\\\\").replace(",", "\\,");
    }

    private static String escape(String text) {
        String dollars = text.replace(DOLLAR, "$$");
        return text.contains("\\$") ? dollars.replace(BACKSLASH, "${" + BACKSLASH_KEY + "}") : dollars;
    }
}
