package io.alerthistory.storage;

import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.alerthistory.alert.AlertStore;
import io.alerthistory.bulk.BulkStore;
import io.alerthistory.catalog.CatalogStore;
import io.alerthistory.chat.ChatStore;
import io.alerthistory.database.DatabaseConfig;
import io.alerthistory.database.DatabaseKind;
import io.alerthistory.health.DatabaseInspection;
import io.alerthistory.health.QueueProbe;
import io.alerthistory.health.SchemaProbe;
import io.alerthistory.history.HistoryStore;
import io.alerthistory.history.SigningKeyStore;
import io.alerthistory.history.SummaryStore;
import io.alerthistory.idempotency.IdempotencyStore;
import io.alerthistory.interaction.InteractionStore;
import io.alerthistory.maintenance.MaintenanceStore;
import io.alerthistory.queue.QueueStore;
import io.alerthistory.session.SessionStore;
import io.alerthistory.session.StageStore;
import io.alerthistory.storage.postgresql.PostgresAlertStore;
import io.alerthistory.storage.postgresql.PostgresBulkStore;
import io.alerthistory.storage.postgresql.PostgresCatalogStore;
import io.alerthistory.storage.postgresql.PostgresChatStore;
import io.alerthistory.storage.postgresql.PostgresHistoryStore;
import io.alerthistory.storage.postgresql.PostgresIdempotencyStore;
import io.alerthistory.storage.postgresql.PostgresInspection;
import io.alerthistory.storage.postgresql.PostgresInteractionStore;
import io.alerthistory.storage.postgresql.PostgresMaintenanceStore;
import io.alerthistory.storage.postgresql.PostgresQueueProbe;
import io.alerthistory.storage.postgresql.PostgresQueueStore;
import io.alerthistory.storage.postgresql.PostgresSchemaProbe;
import io.alerthistory.storage.postgresql.PostgresSessionStore;
import io.alerthistory.storage.postgresql.PostgresSigningKeyStore;
import io.alerthistory.storage.postgresql.PostgresStageStore;
import io.alerthistory.storage.postgresql.PostgresSummaryStore;
import io.alerthistory.storage.postgresql.PostgresTextStore;
import io.alerthistory.storage.sqlite.SqliteAlertStore;
import io.alerthistory.storage.sqlite.SqliteBulkStore;
import io.alerthistory.storage.sqlite.SqliteCatalogStore;
import io.alerthistory.storage.sqlite.SqliteChatStore;
import io.alerthistory.storage.sqlite.SqliteHistoryStore;
import io.alerthistory.storage.sqlite.SqliteIdempotencyStore;
import io.alerthistory.storage.sqlite.SqliteInspection;
import io.alerthistory.storage.sqlite.SqliteInteractionStore;
import io.alerthistory.storage.sqlite.SqliteMaintenanceStore;
import io.alerthistory.storage.sqlite.SqliteQueueProbe;
import io.alerthistory.storage.sqlite.SqliteQueueStore;
import io.alerthistory.storage.sqlite.SqliteSchemaProbe;
import io.alerthistory.storage.sqlite.SqliteSessionStore;
import io.alerthistory.storage.sqlite.SqliteSigningKeyStore;
import io.alerthistory.storage.sqlite.SqliteStageStore;
import io.alerthistory.storage.sqlite.SqliteSummaryStore;
import io.alerthistory.storage.sqlite.SqliteTextStore;
import io.alerthistory.stream.TextStore;

/** Hands out the ports of the configured database. The other adapter is never made, and its database never opened. */
final class Stores {

    private final DatabaseKind kind;

    Stores(DatabaseConfig config) {
        kind = config.kind();
    }

    @Produces
    @Singleton
    SessionStore sessions(Instance<PostgresSessionStore> postgresql, Instance<SqliteSessionStore> sqlite) {
        return chosen(postgresql, sqlite);
    }

    @Produces
    @Singleton
    StageStore stages(Instance<PostgresStageStore> postgresql, Instance<SqliteStageStore> sqlite) {
        return chosen(postgresql, sqlite);
    }

    @Produces
    @Singleton
    InteractionStore interactions(Instance<PostgresInteractionStore> postgresql, Instance<SqliteInteractionStore> sqlite) {
        return chosen(postgresql, sqlite);
    }

    @Produces
    @Singleton
    HistoryStore history(Instance<PostgresHistoryStore> postgresql, Instance<SqliteHistoryStore> sqlite) {
        return chosen(postgresql, sqlite);
    }

    @Produces
    @Singleton
    SummaryStore excerpts(Instance<PostgresSummaryStore> postgresql, Instance<SqliteSummaryStore> sqlite) {
        return chosen(postgresql, sqlite);
    }

    @Produces
    @Singleton
    CatalogStore catalog(Instance<PostgresCatalogStore> postgresql, Instance<SqliteCatalogStore> sqlite) {
        return chosen(postgresql, sqlite);
    }

    @Produces
    @Singleton
    AlertStore alerts(Instance<PostgresAlertStore> postgresql, Instance<SqliteAlertStore> sqlite) {
        return chosen(postgresql, sqlite);
    }

    @Produces
    @Singleton
    ChatStore chats(Instance<PostgresChatStore> postgresql, Instance<SqliteChatStore> sqlite) {
        return chosen(postgresql, sqlite);
    }

    @Produces
    @Singleton
    QueueStore queue(Instance<PostgresQueueStore> postgresql, Instance<SqliteQueueStore> sqlite) {
        return chosen(postgresql, sqlite);
    }

    @Produces
    @Singleton
    MaintenanceStore maintenance(Instance<PostgresMaintenanceStore> postgresql, Instance<SqliteMaintenanceStore> sqlite) {
        return chosen(postgresql, sqlite);
    }

    @Produces
    @Singleton
    BulkStore bulk(Instance<PostgresBulkStore> postgresql, Instance<SqliteBulkStore> sqlite) {
        return chosen(postgresql, sqlite);
    }

    @Produces
    @Singleton
    IdempotencyStore keys(Instance<PostgresIdempotencyStore> postgresql, Instance<SqliteIdempotencyStore> sqlite) {
        return chosen(postgresql, sqlite);
    }

    @Produces
    @Singleton
    SchemaProbe schema(Instance<PostgresSchemaProbe> postgresql, Instance<SqliteSchemaProbe> sqlite) {
        return chosen(postgresql, sqlite);
    }

    @Produces
    @Singleton
    QueueProbe queueDepth(Instance<PostgresQueueProbe> postgresql, Instance<SqliteQueueProbe> sqlite) {
        return chosen(postgresql, sqlite);
    }

    @Produces
    @Singleton
    DatabaseInspection inspection(Instance<PostgresInspection> postgresql, Instance<SqliteInspection> sqlite) {
        return chosen(postgresql, sqlite);
    }

    @Produces
    @Singleton
    TextStore texts(Instance<PostgresTextStore> postgresql, Instance<SqliteTextStore> sqlite) {
        return chosen(postgresql, sqlite);
    }

    @Produces
    @Singleton
    SigningKeyStore signingKeys(Instance<PostgresSigningKeyStore> postgresql, Instance<SqliteSigningKeyStore> sqlite) {
        return chosen(postgresql, sqlite);
    }

    private <P> P chosen(Instance<? extends P> postgresql, Instance<? extends P> sqlite) {
        return switch (kind) {
            case POSTGRESQL -> postgresql.get();
            case SQLITE -> sqlite.get();
        };
    }
}
