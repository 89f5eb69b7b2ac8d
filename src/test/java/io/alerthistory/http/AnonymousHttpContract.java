package io.alerthistory.http;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import org.junit.jupiter.api.Test;

/** The service in development, which asks for no credential. */
interface AnonymousHttpContract {

    String ME = "/api/v1/access/me";

    @Test
    default void everybodyIsAnonymousAndThisHostAnAdministrator() {
        when().get(ME).then().statusCode(200).body("name", equalTo("anonymous"), "kind", equalTo("anonymous"), "roles",
                contains("viewer", "ingest", "agent", "operator", "admin"));
        given().header("X-Forwarded-For", "192.0.2.1").get(ME).then().statusCode(200).body("roles",
                contains("viewer", "ingest", "agent", "operator"));
    }

    @Test
    default void aCredentialIsNotLookedAt() {
        given().header("Authorization", "Bearer wrong").get(ME).then().statusCode(200).body("name", equalTo("anonymous"));
    }

    @Test
    default void keysAreForAdministratorsOfThisHost() {
        when().get("/api/v1/access/keys").then().statusCode(200);
        given().header("Forwarded", "for=192.0.2.1").get("/api/v1/access/keys").then().statusCode(403).body("type",
                endsWith(":forbidden"));
    }
}
