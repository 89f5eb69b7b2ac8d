package io.alerthistory.health;

import jakarta.inject.Singleton;

import io.alerthistory.observe.BreakerState;
import io.alerthistory.observe.PoolFigures;
import io.alerthistory.observe.QueryMetrics;

/** The measurements of this replica. */
@Singleton
record Figures(QueryMetrics queries, PoolFigures pool, BreakerState breaker) {
}
