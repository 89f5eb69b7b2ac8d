package io.alerthistory.http;

import static io.restassured.RestAssured.given;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.enterprise.inject.spi.CDI;

import org.jspecify.annotations.Nullable;

import io.alerthistory.access.AccessKeys;
import io.alerthistory.access.CreateAccessKey;
import io.alerthistory.request.Role;
import io.alerthistory.support.Await;
import io.restassured.RestAssured;
import io.restassured.config.HttpClientConfig;
import io.restassured.specification.RequestSpecification;

/** Requests of clients with keys, and of addresses of their own. */
final class SignedIn {

    private static final AtomicInteger ADDRESSES = new AtomicInteger();

    private SignedIn() {
    }

    /** A new key. */
    static String key(Role... roles) {
        return key("client", null, roles);
    }

    static String key(String name, @Nullable Long expiresAtUs, Role... roles) {
        return Await.on(() -> CDI.current().select(AccessKeys.class).get()
                .create(new CreateAccessKey(name, List.of(roles), expiresAtUs))).key();
    }

    static String id(String key) {
        return key.split("_", 3)[1];
    }

    static RequestSpecification with(String key) {
        return given().header("Authorization", "Bearer " + key);
    }

    static RequestSpecification as(Role... roles) {
        return with(key(roles));
    }

    /** A client at an address that no other test has, so that its failures are its own. */
    static RequestSpecification at(String address) {
        try {
            return given().config(RestAssured.config().httpClient(HttpClientConfig.httpClientConfig()
                    .setParam("http.route.local-address", InetAddress.getByName(address))));
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    static String address() {
        int number = ADDRESSES.incrementAndGet();
        return "127.1." + number / 200 + "." + (1 + number % 200);
    }
}
