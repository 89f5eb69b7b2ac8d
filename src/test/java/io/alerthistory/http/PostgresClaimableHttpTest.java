package io.alerthistory.http;

import io.alerthistory.support.QueueOnPostgresql;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@TestProfile(QueueOnPostgresql.class)
class PostgresClaimableHttpTest implements ClaimableHttpContract {
}
