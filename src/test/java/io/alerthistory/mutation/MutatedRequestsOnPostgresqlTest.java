package io.alerthistory.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import io.alerthistory.support.OnPostgresql;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;

/** Mutated requests on PostgreSQL. */
@QuarkusTest
@TestProfile(OnPostgresql.class)
class MutatedRequestsOnPostgresqlTest implements MutatedRequestsContract {

    @Override
    public void hasItsConnectionsBack() {
        assertThat(RestAssured.get("/q/metrics").asString().lines().filter(line -> line.startsWith("sql_pool_active{")))
                .isNotEmpty().allSatisfy(line -> assertThat(line).endsWith(" 0.0"));
    }
}
