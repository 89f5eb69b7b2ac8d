package io.alerthistory.http;

import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

import io.alerthistory.openapi.DescribedResponses;
import io.restassured.RestAssured;

/** Every answer that the tests beside this one get must be as the service describes it. */
interface DescribedHttpContract {

    @BeforeAll
    static void compareWithTheDescription() {
        RestAssured.replaceFiltersWith(new DescribedResponses());
    }

    @AfterAll
    static void compareNoMore() {
        RestAssured.replaceFiltersWith(List.of());
    }
}
