package io.alerthistory.http;

/** Everything that is promised over HTTP, whatever the database. */
interface WholeApiContract extends ActiveSessionsHttpContract, AlertHttpContract, AlertmanagerHttpContract, BulkHttpContract,
        CatalogHttpContract, ChatHttpContract, DatabaseHttpContract, DescribedHttpContract, ErrorHttpContract,
        ExcerptsHttpContract, HealthHttpContract, HeartbeatHttpContract, IdempotencyHttpContract, InterventionHttpContract,
        InvestigationHttpContract, LimitsHttpContract, ListHttpContract, OperationsHttpContract, RandomHistoryHttpContract,
        SessionHttpContract, UpkeepHttpContract {
}
