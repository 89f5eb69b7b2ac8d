package io.alerthistory.http;

import io.alerthistory.support.KeysOnPostgresql;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@TestProfile(KeysOnPostgresql.class)
class PostgresAccessHttpTest implements AccessHttpContract {
}
