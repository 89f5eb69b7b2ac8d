package io.alerthistory.storage.ports;

import io.alerthistory.access.AccessKeyStore;
import io.alerthistory.alert.AlertStore;
import io.alerthistory.audit.AuditStore;
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
import io.alerthistory.review.ReviewStore;
import io.alerthistory.session.SessionStore;
import io.alerthistory.session.StageStore;
import io.alerthistory.usage.UsageStore;

/**
 * Everything that a database does for the product. A port belongs to the feature that uses it; a database is whole when
 * it implements all of them.
 */
public interface Storage {

    SessionStore sessions();

    StageStore stages();

    InteractionStore interactions();

    HistoryStore history();

    ChatStore chats();

    QueueStore queue();

    AlertStore alerts();

    AlertReadStore alertReads();

    EpisodeStore episodes();

    StatisticsStore statistics();

    RollupStore rollups();

    BulkStore bulk();

    MaintenanceStore maintenance();

    IdempotencyStore keys();

    AccessKeyStore accessKeys();

    EraseStore erasures();

    ReplicaStore replicas();

    DatabaseInspection inspection();

    AuditStore audit();

    EventStore events();

    ReviewStore reviews();

    UsageStore usage();
}
