package io.alerthistory.storage;

import io.alerthistory.support.OnPostgresql;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@TestProfile(OnPostgresql.class)
class PostgresStoresTest extends StoresContract {
}
