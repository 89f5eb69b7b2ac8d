package io.alerthistory.http;

import io.alerthistory.support.OnPostgresql;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** The whole API on Postgresql. */
@QuarkusTest
@TestProfile(OnPostgresql.class)
class PostgresHttpTest implements SessionHttpContract, AlertmanagerHttpContract, InvestigationHttpContract, ErrorHttpContract,
        OperationsHttpContract, ListHttpContract, AlertHttpContract, HeartbeatHttpContract, InterventionHttpContract,
        RandomHistoryHttpContract,
        ChatHttpContract, BulkHttpContract, ExcerptsHttpContract, ActiveSessionsHttpContract, CatalogHttpContract,
        HealthHttpContract, LimitsHttpContract {

    @Override
    public String driver() {
        return "postgresql";
    }
}
