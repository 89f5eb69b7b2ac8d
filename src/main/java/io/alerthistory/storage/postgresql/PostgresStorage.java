package io.alerthistory.storage.postgresql;

import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

import io.alerthistory.storage.ports.Storage;

/** All ports on PostgreSQL. */
@Singleton
@Typed(PostgresStorage.class)
public record PostgresStorage(PostgresSessionStore sessions, PostgresStageStore stages, PostgresInteractionStore interactions,
        PostgresHistoryStore history, PostgresChatStore chats, PostgresQueueStore queue, PostgresAlertStore alerts,
        PostgresEpisodeStore episodes,
        PostgresBulkStore bulk, PostgresMaintenanceStore maintenance, PostgresIdempotencyStore keys,
        PostgresAccessKeyStore accessKeys, PostgresEraseStore erasures, PostgresReplicaStore replicas,
        PostgresInspection inspection, PostgresAuditStore audit, PostgresEventStore events,
        PostgresAlertReadStore alertReads, PostgresStatisticsStore statistics, PostgresRollupStore rollups,
        PostgresReviewStore reviews, PostgresUsageStore usage) implements Storage {
}
