package io.alerthistory.storage;

import jakarta.enterprise.inject.spi.CDI;

import io.alerthistory.access.AccessKeyStore;
import io.alerthistory.alert.AlertStore;
import io.alerthistory.audit.AuditStore;
import io.alerthistory.audit.chain.AuditPruning;
import io.alerthistory.audit.chain.AuditVerification;
import io.alerthistory.bulk.BulkStore;
import io.alerthistory.chat.ChatStore;
import io.alerthistory.episode.EpisodeStore;
import io.alerthistory.episode.read.AlertReadStore;
import io.alerthistory.episode.read.StatisticsStore;
import io.alerthistory.episode.statistics.RollupStore;
import io.alerthistory.erasure.EraseStore;
import io.alerthistory.health.DatabaseInspection;
import io.alerthistory.history.HistoryStore;
import io.alerthistory.idempotency.IdempotencyStore;
import io.alerthistory.interaction.InteractionStore;
import io.alerthistory.live.EventStore;
import io.alerthistory.maintenance.MaintenanceStore;
import io.alerthistory.queue.QueueStore;
import io.alerthistory.replica.ReplicaStore;
import io.alerthistory.session.SessionStore;
import io.alerthistory.session.StageStore;

/** The ports of the running service, on the adapter of its database. Nothing is injected into nested test classes. */
abstract class StorePorts {

    static <T> T port(Class<T> type) {
        return CDI.current().select(type).get();
    }

    public SessionStore sessions() {
        return port(SessionStore.class);
    }

    public StageStore stages() {
        return port(StageStore.class);
    }

    public InteractionStore interactions() {
        return port(InteractionStore.class);
    }

    public HistoryStore history() {
        return port(HistoryStore.class);
    }

    public AlertStore alerts() {
        return port(AlertStore.class);
    }

    public AlertReadStore alertReads() {
        return port(AlertReadStore.class);
    }

    public StatisticsStore statistics() {
        return port(StatisticsStore.class);
    }

    public RollupStore rollups() {
        return port(RollupStore.class);
    }

    public EpisodeStore episodes() {
        return port(EpisodeStore.class);
    }

    public BulkStore bulk() {
        return port(BulkStore.class);
    }

    public ChatStore chats() {
        return port(ChatStore.class);
    }

    public QueueStore queue() {
        return port(QueueStore.class);
    }

    public EventStore events() {
        return port(EventStore.class);
    }

    public ReplicaStore replicas() {
        return port(ReplicaStore.class);
    }

    public DatabaseInspection inspection() {
        return port(DatabaseInspection.class);
    }

    public AuditStore audit() {
        return port(AuditStore.class);
    }

    public AuditVerification verification() {
        return port(AuditVerification.class);
    }

    public AccessKeyStore accessKeys() {
        return port(AccessKeyStore.class);
    }

    public EraseStore erasures() {
        return port(EraseStore.class);
    }

    public MaintenanceStore maintenance() {
        return port(MaintenanceStore.class);
    }

    public AuditPruning pruning() {
        return port(AuditPruning.class);
    }

    public IdempotencyStore keys() {
        return port(IdempotencyStore.class);
    }
}
