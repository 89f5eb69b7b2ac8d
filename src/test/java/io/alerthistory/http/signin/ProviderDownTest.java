package io.alerthistory.http.signin;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import java.nio.file.Files;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.alerthistory.support.Issuer;
import io.alerthistory.support.WithIssuer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** A service that has started while the provider was down. */
@QuarkusTest
@TestProfile(WithIssuer.Down.class)
class ProviderDownTest {

    private static final String SESSIONS = "/api/v1/history/sessions";

    @Test
    void servesOthersAndTheProvidersUsersAsSoonAsItIsUp() throws Exception {
        Issuer issuer = WithIssuer.issuer();

        given().get("/q/health/ready").then().statusCode(200);
        given().header("Authorization", "Bearer " + issuer.token()).get(SESSIONS).then().statusCode(503)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:alert-history:problem:sign_in_unavailable"));
        given().redirects().follow(false).header("Accept", "text/html").get("/sign-in").then().statusCode(503);
        given().header("Authorization", "Bearer " + Files.readString(WithIssuer.KEY).trim()).get(SESSIONS).then()
                .statusCode(200);
        given().get(SESSIONS).then().statusCode(401);

        issuer.up();
        try {
            Awaitility.await().untilAsserted(
                    () -> given().header("Authorization", "Bearer " + issuer.token()).get(SESSIONS).then().statusCode(200));
            Awaitility.await().untilAsserted(() -> given().redirects().follow(false).get("/sign-in").then().statusCode(302));
        } finally {
            issuer.down();
        }
    }
}
