package io.alerthistory.storage.sqlite;

import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

import io.alerthistory.storage.ports.Storage;

/** All ports on SQLite. */
@Singleton
@Typed(SqliteStorage.class)
public record SqliteStorage(SqliteSessionStore sessions, SqliteStageStore stages, SqliteInteractionStore interactions,
        SqliteHistoryStore history, SqliteChatStore chats, SqliteQueueStore queue, SqliteAlertStore alerts,
        SqliteEpisodeStore episodes,
        SqliteBulkStore bulk, SqliteMaintenanceStore maintenance, SqliteIdempotencyStore keys,
        SqliteAccessKeyStore accessKeys, SqliteEraseStore erasures, SqliteReplicaStore replicas, SqliteInspection inspection,
        SqliteAuditStore audit, SqliteEventStore events,
        SqliteAlertReadStore alertReads, SqliteStatisticsStore statistics, SqliteRollupStore rollups,
        SqliteReviewStore reviews, SqliteUsageStore usage) implements Storage {
}
