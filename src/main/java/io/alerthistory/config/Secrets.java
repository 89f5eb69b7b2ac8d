package io.alerthistory.config;

import java.util.regex.Pattern;

/** Removes secrets from text for logs, errors and responses. */
final class Secrets {

    private static final String MASK = "***";

    /** The part of a URL up to the last @, except its scheme and its user: a raw @ may be part of the password. */
    private static final Pattern USER_INFO = Pattern.compile("^([^:/]*(?::[a-z]+)?://)?([^:@/?#]*)(:.*)?@(?=[^@]*$)",
            Pattern.DOTALL);

    /** User and password of each of several URLs, up to the last @ before a comma. */
    private static final Pattern EACH_USER_INFO = Pattern.compile("(://)[^,]*@");

    private static final Pattern PARAMETER = Pattern.compile("([?&][^=&]*password[^=&]*=).*?(?=&[a-z_]+=|$)",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private Secrets() {
    }

    static String masked(Setting setting, String text) {
        return switch (setting) {
            case DATABASE_PASSWORD, AUTH_PROXY_SECRET, OIDC_CLIENT_SECRET -> MASK;
            case DATABASE_URL, DATABASE_DIRECT_URL -> url(text);
            case ALERTMANAGER_URLS -> EACH_USER_INFO.matcher(text).replaceAll("$1" + MASK + "@");
            default -> text;
        };
    }

    private static String url(String text) {
        String withoutParameter = PARAMETER.matcher(text).replaceAll("$1" + MASK);
        return USER_INFO.matcher(withoutParameter).replaceFirst("$1$2:" + MASK + "@");
    }
}
