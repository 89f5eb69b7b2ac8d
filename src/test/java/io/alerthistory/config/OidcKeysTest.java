package io.alerthistory.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

/** What the variables of a provider become for the framework. */
class OidcKeysTest {

    private static final String PROVIDER = "AUTH_MODE=oidc OIDC_ISSUER=https://login.example.org OIDC_CLIENT_ID=history ";

    private static Settings settings(String variables) {
        Map<String, String> all = Arrays.stream(variables.trim().split(" ", -1)).map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        return Settings.read(all::get);
    }

    @Test
    void withoutAProviderTheFrameworksPartIsOff() {
        assertThat(OidcKeys.of(settings("AUTH_MODE=key OIDC_ISSUER=https://a")))
                .containsExactly(Map.entry("quarkus.oidc.tenant-enabled", "false"));
    }

    @Test
    void bearerTokensNeedTheAudienceAndSignInsTheClient() {
        assertThat(OidcKeys.of(settings(PROVIDER))).containsEntry("quarkus.oidc.token.audience", "history")
                .doesNotContainKey("quarkus.oidc.page.token.audience");
        assertThat(OidcKeys.of(settings(PROVIDER + "OIDC_AUDIENCE=api"))).containsEntry("quarkus.oidc.token.audience", "api")
                .containsEntry("quarkus.oidc.token.issuer", "https://login.example.org")
                .containsEntry("quarkus.oidc.page.token.issuer", "https://login.example.org");
    }

    @Test
    void cookiesAreSecureOutsideOfDevelopment() {
        String key = "quarkus.oidc.page.authentication.cookie-force-secure";
        assertThat(OidcKeys.of(settings(PROVIDER))).containsEntry(key, "false");
        assertThat(OidcKeys.of(settings(PROVIDER + "ENVIRONMENT=staging"))).containsEntry(key, "true");
        assertThat(OidcKeys.of(settings(PROVIDER + "ENVIRONMENT=production"))).containsEntry(key, "true");
    }

    /** Replicas must read each other's cookies, and a short secret must not make short keys. */
    @Test
    void theKeysOfCookiesDependOnTheSecretAlone() {
        Map<String, String> keys = OidcKeys.of(settings(PROVIDER + "OIDC_CLIENT_SECRET=short"));
        String state = keys.get("quarkus.oidc.page.authentication.state-secret");
        String session = keys.get("quarkus.oidc.page.token-state-manager.encryption-secret");

        assertThat(state).hasSize(64).isNotEqualTo(session);
        assertThat(session).hasSize(64);
        assertThat(OidcKeys.of(settings(PROVIDER + "OIDC_CLIENT_SECRET=short"))).isEqualTo(keys);
        assertThat(OidcKeys.of(settings(PROVIDER + "OIDC_CLIENT_SECRET=other"))
                .get("quarkus.oidc.page.authentication.state-secret")).isNotEqualTo(state);
    }
}
