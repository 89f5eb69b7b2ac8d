package io.alerthistory.http;

import io.alerthistory.support.KeysOnSqlite;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@TestProfile(KeysOnSqlite.class)
class SqliteAccessHttpTest implements AccessHttpContract {
}
