package io.alerthistory.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** The service on SQLite with a provider of OpenID Connect, and keys for others. */
public class WithIssuer extends OnSqlite {

    /** The file of the first key. */
    public static final Path KEY = file();

    /** How soon the keys of the provider are read again, in seconds: in production 30. */
    public static final int REREAD_SECONDS = 2;

    private static final Issuer ISSUER = new Issuer();

    /** The same with a provider that is down while the service starts. */
    public static class Down extends WithIssuer {

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of();
        }
    }

    /** Starts the provider before the service. */
    public static class Started implements QuarkusTestResourceLifecycleManager {

        @Override
        public Map<String, String> start() {
            ISSUER.up();
            return Map.of();
        }

        @Override
        public void stop() {
            ISSUER.down();
        }
    }

    /** The provider of the running test. */
    public static Issuer issuer() {
        return ISSUER;
    }

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> all = new HashMap<>(super.getConfigOverrides());
        all.putAll(Map.of("AUTH_MODE", "oidc,key", "OIDC_ISSUER", ISSUER.url(), "OIDC_CLIENT_ID", Issuer.CLIENT,
                "OIDC_CLIENT_SECRET", Issuer.SECRET, "OIDC_AUDIENCE", Issuer.AUDIENCE, "OIDC_ROLE_MAP",
                "readers=viewer,sre=operator,platform=admin", "BOOTSTRAP_ADMIN_KEY_FILE", KEY.toString()));
        all.put("quarkus.oidc.token.forced-jwk-refresh-interval", REREAD_SECONDS + "S");
        return all;
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(Started.class));
    }

    private static Path file() {
        try {
            return Files.createTempDirectory("alert-history").resolve("admin.key");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
