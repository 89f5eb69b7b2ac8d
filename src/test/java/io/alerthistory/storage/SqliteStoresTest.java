package io.alerthistory.storage;

import io.alerthistory.support.OnSqlite;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@TestProfile(OnSqlite.class)
class SqliteStoresTest extends StoresContract {
}
