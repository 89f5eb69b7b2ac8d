package io.alerthistory.http;

import io.alerthistory.support.OnSqlite;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** The whole API on Sqlite. */
@QuarkusTest
@TestProfile(OnSqlite.class)
class SqliteHttpTest implements SessionHttpContract, AlertmanagerHttpContract, InvestigationHttpContract, ErrorHttpContract,
        OperationsHttpContract, ListHttpContract, AlertHttpContract, HeartbeatHttpContract, InterventionHttpContract,
        RandomHistoryHttpContract,
        ChatHttpContract, BulkHttpContract, ExcerptsHttpContract, ActiveSessionsHttpContract, CatalogHttpContract,
        HealthHttpContract, LimitsHttpContract {

    @Override
    public String driver() {
        return "sqlite";
    }
}
