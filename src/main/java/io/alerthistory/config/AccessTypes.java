package io.alerthistory.config;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.alerthistory.request.Role;

/** The types of the variables that say who may do what. */
final class AccessTypes {

    private static final List<String> WAYS = List.of("key", "oidc", "proxy");

    /** The ways to sign in, in one order, each once. */
    static final SettingType AUTH_MODE = text -> {
        Set<String> named = Stream.of(text.toLowerCase(Locale.ROOT).split(",")).map(String::trim)
                .collect(Collectors.toSet());
        if (named.equals(Set.of("none"))) {
            return "none";
        }
        if (named.isEmpty() || !WAYS.containsAll(named)) {
            throw new IllegalArgumentException("must be none alone, or some of key, oidc, proxy with commas between");
        }
        return WAYS.stream().filter(named::contains).collect(Collectors.joining(","));
    };

    static final SettingType NETWORKS = text -> {
        Networks.parse(text);
        return text;
    };

    static final String[] ROLES = Stream.of(Role.values()).map(Role::jsonName).toArray(String[]::new);

    private static final Pattern PAIR = Pattern
            .compile("\\s*\\S.*=\\s*(" + String.join("|", ROLES) + ")\\s*");

    static final SettingType ROLE_MAP = text -> {
        if (Stream.of(text.split(",", -1)).allMatch(pair -> PAIR.matcher(pair).matches())) {
            return text;
        }
        throw new IllegalArgumentException("must be pairs of a group and a role, one of " + String.join(", ", ROLES)
                + ", separated by commas");
    };

    static final SettingType ISSUER = text -> {
        if (text.matches("https?://[^\\s?#]+")) {
            return text;
        }
        throw new IllegalArgumentException("must be the address of an OpenID Connect provider");
    };

    private AccessTypes() {
    }
}
