package io.alerthistory.config;

import java.util.HashMap;
import java.util.Map;

import io.alerthistory.json.Sha256;

/**
 * The framework's keys for a provider of OpenID Connect. It has two tenants, because they check different things: the
 * default one checks the bearer tokens of a request, the one named page signs people in and checks their session cookie.
 */
public final class OidcKeys {

    /** The tenant that signs people in, part of the names of its cookies. */
    public static final String PAGE = "page";

    private static final String OIDC = "quarkus.oidc.";
    private static final String OF_PAGE = OIDC + PAGE + ".";

    /** How long a provider may take to accept a connection. */
    private static final String PATIENCE = "3S";

    /** How far the clocks of a provider and of the service may differ, in seconds. */
    private static final String CLOCK_SKEW = "30";

    private final Settings settings;
    private final Map<String, String> keys = new HashMap<>();

    private OidcKeys(Settings settings) {
        this.settings = settings;
    }

    /** All keys; without a provider only the one that switches the framework's part off. */
    public static Map<String, String> of(Settings settings) {
        OidcKeys keys = new OidcKeys(settings);
        if (AccessChoice.has(settings, "oidc")) {
            keys.provider();
        } else {
            keys.put(OIDC + "tenant-enabled", "false");
        }
        return keys.keys;
    }

    private void provider() {
        String client = settings.required(Setting.OIDC_CLIENT_ID);
        both("tenant-enabled", "true");
        both("auth-server-url", settings.required(Setting.OIDC_ISSUER));
        both("token.issuer", settings.required(Setting.OIDC_ISSUER));
        both("client-id", client);
        settings.value(Setting.OIDC_CLIENT_SECRET).ifPresent(secret -> both("credentials.secret", secret));
        both("connection-timeout", PATIENCE);
        both("roles.role-claim-path", settings.required(Setting.OIDC_ROLES_CLAIM));
        both("token.forced-jwk-refresh-interval", "30S"); // when a token names a key that is not known
        both("token.allow-jwt-introspection", "false"); // no request to the provider for each token
        both("token.allow-opaque-token-introspection", "false");
        put(OIDC + "application-type", "service");
        put(OIDC + "token.audience", settings.value(Setting.OIDC_AUDIENCE).orElse(client));
        put(OIDC + "token.lifespan-grace", CLOCK_SKEW);
        page();
    }

    private void page() {
        String deployed = Boolean.toString(settings.deployed());
        put(OF_PAGE + "application-type", "web-app");
        // A session lasts eight hours from the sign-in, however soon the token of the sign-in expires: its age counts instead.
        put(OF_PAGE + "token.lifespan-grace", "28800");
        put(OF_PAGE + "token.age", "0S");
        put(OF_PAGE + "token-state-manager.strategy", "id-token");
        authentication("pkce-required", "true");
        authentication("nonce-required", "true");
        authentication("scopes", "profile");
        authentication("redirect-path", "/sign-in/callback");
        authentication("restore-path-after-redirect", "true");
        authentication("cookie-same-site", "lax");
        authentication("state-cookie-same-site", "lax");
        authentication("cookie-force-secure", deployed);
        authentication("force-redirect-https-scheme", deployed); // a proxy may end TLS
        // Replicas need the same keys, and a client's secret may be too short for one.
        settings.value(Setting.OIDC_CLIENT_SECRET).ifPresent(secret -> {
            authentication("state-secret", derived("state", secret));
            put(OF_PAGE + "token-state-manager.encryption-secret", derived("session", secret));
        });
    }

    private void both(String key, String value) {
        put(OIDC + key, value);
        put(OF_PAGE + key, value);
    }

    private void authentication(String key, String value) {
        put(OF_PAGE + "authentication." + key, value);
    }

    private void put(String key, String value) {
        keys.put(key, value);
    }

    private static String derived(String purpose, String secret) {
        return Sha256.hexOf("alert-history " + purpose + " " + secret);
    }
}
