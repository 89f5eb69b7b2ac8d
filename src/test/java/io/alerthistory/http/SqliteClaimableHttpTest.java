package io.alerthistory.http;

import io.alerthistory.support.QueueOnSqlite;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@TestProfile(QueueOnSqlite.class)
class SqliteClaimableHttpTest implements ClaimableHttpContract {
}
