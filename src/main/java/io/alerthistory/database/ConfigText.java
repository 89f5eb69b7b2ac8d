package io.alerthistory.database;

import java.util.Map;

/**
 * Texts as configuration values. The configuration takes ${...}, $$ and \$ for expressions, also within a password; what is
 * written here comes out of it as it went in.
 */
final class ConfigText {

    /** The key of a backslash: one that stands before a dollar can only be had by an expression. */
    static final String BACKSLASH_KEY = "history.text.backslash";

    private static final String BACKSLASH = "\\";
    private static final String DOLLAR = "$";

    private ConfigText() {
    }

    /** All values, and what they refer to. */
    static void escape(Map<String, String> keys) {
        keys.replaceAll((key, value) -> escape(value));
        keys.put(BACKSLASH_KEY, BACKSLASH);
    }

    /** A text as an element of a list; commas separate these. */
    static String element(String text) {
        return text.replace(BACKSLASH, "\\\\").replace(",", "\\,");
    }

    private static String escape(String text) {
        String dollars = text.replace(DOLLAR, "$$");
        return text.contains("\\$") ? dollars.replace(BACKSLASH, "${" + BACKSLASH_KEY + "}") : dollars;
    }
}
