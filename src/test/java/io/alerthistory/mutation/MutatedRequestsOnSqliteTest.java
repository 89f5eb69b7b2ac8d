package io.alerthistory.mutation;

import io.alerthistory.support.OnSqlite;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** Mutated requests on SQLite. */
@QuarkusTest
@TestProfile(OnSqlite.class)
class MutatedRequestsOnSqliteTest implements MutatedRequestsContract {
}
