package io.alerthistory.support;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;

/** The service behind a proxy that signs people in, on this host, and on SQLite. Others have keys. */
public class BehindProxy extends OnSqlite {

    public static final String SECRET = "between-the-proxy-and-the-service";

    /** The address that the proxy connects from; clients of a test can connect from others of this host. */
    private static final String ADDRESS = "127.0.0.1";

    /** What AUTH_MODE=proxy,key needs. */
    public static final Map<String, String> VARIABLES = Map.of("AUTH_MODE", "proxy,key", "AUTH_PROXY_TRUSTED",
            ADDRESS + "/32", "AUTH_PROXY_SECRET", SECRET, "AUTH_ROLE_MAP",
            "readers=viewer,sre=operator,agents=agent,platform=admin");

    /** The same on PostgreSQL. */
    public static class OnPostgres extends OnPostgresql implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return with(super.getConfigOverrides());
        }
    }

    @Override
    public Map<String, String> getConfigOverrides() {
        return with(super.getConfigOverrides());
    }

    private static Map<String, String> with(Map<String, String> others) {
        Map<String, String> all = new HashMap<>(others);
        all.putAll(VARIABLES);
        all.put("CORS_ORIGINS", "*");
        return all;
    }

    /** A request as the proxy sends it. */
    public static RequestSpecification from(@Nullable String user, @Nullable String email, String groups) {
        RequestSpecification request = RestAssured.given().header("X-Auth-Proxy-Secret", SECRET).header("X-Forwarded-Groups",
                groups);
        if (user != null) {
            request.header("X-Forwarded-User", user);
        }
        return email == null ? request : request.header("X-Forwarded-Email", email);
    }

    public static RequestSpecification from(String user, String groups) {
        return from(user, null, groups);
    }
}
