package io.alerthistory.http;

/** What is promised over HTTP, as far as the way to the database takes part in it; what goes by chance has its own contract. */
interface ApiContract extends ActiveSessionsHttpContract, AlertHttpContract, AlertmanagerHttpContract, BulkHttpContract,
        CatalogHttpContract, ChatHttpContract, DatabaseHttpContract, ErrorHttpContract, SummariesHttpContract,
        FramingHttpContract, GzipHttpContract, HealthHttpContract,
        HeartbeatHttpContract, IdempotencyHttpContract, IntakeHttpContract, InterventionHttpContract, InvestigationHttpContract,
        ListHttpContract,
        OperationsHttpContract, SessionHttpContract, MaintenanceHttpContract {
}
