package io.alerthistory.http;

/** Everything that is promised over HTTP, whatever the database. */
interface WholeApiContract
        extends ApiContract, DescribedHttpContract, LimitsHttpContract, LargeHttpContract, NumberHttpContract,
        RandomHistoryHttpContract {
}
