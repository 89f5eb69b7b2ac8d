package io.alerthistory.storage;

import java.util.function.Supplier;

import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.alerthistory.access.AccessKeyStore;
import io.alerthistory.alert.AlertStore;
import io.alerthistory.audit.AuditStore;
import io.alerthistory.bulk.BulkStore;
import io.alerthistory.chat.ChatStore;
import io.alerthistory.database.DatabaseConfig;
import io.alerthistory.database.DatabaseKind;
import io.alerthistory.episode.EpisodeStore;
import io.alerthistory.episode.read.AlertReadStore;
import io.alerthistory.episode.read.StatisticsStore;
import io.alerthistory.episode.statistics.RollupStore;
import io.alerthistory.erasure.EraseStore;
import io.alerthistory.health.DatabaseInspection;
import io.alerthistory.history.HistoryStore;
import io.alerthistory.idempotency.IdempotencyStore;
import io.alerthistory.interaction.InteractionStore;
import io.alerthistory.live.EventFeed;
import io.alerthistory.live.EventStore;
import io.alerthistory.maintenance.MaintenanceStore;
import io.alerthistory.queue.QueueStore;
import io.alerthistory.replica.ReplicaStore;
import io.alerthistory.review.ReviewStore;
import io.alerthistory.selftest.TestBeds;
import io.alerthistory.session.SessionStore;
import io.alerthistory.session.StageStore;
import io.alerthistory.storage.ports.Storage;
import io.alerthistory.storage.postgresql.PostgresEventFeed;
import io.alerthistory.storage.postgresql.PostgresStorage;
import io.alerthistory.storage.postgresql.PostgresTestBeds;
import io.alerthistory.storage.sqlite.SqliteEventFeed;
import io.alerthistory.storage.sqlite.SqliteStorage;
import io.alerthistory.storage.sqlite.SqliteTestBeds;
import io.alerthistory.usage.UsageStore;

/** Makes each port of the configured database a bean. The other adapter is never made, and its database never opened. */
@Singleton
final class Stores {

    private final Storage storage;
    private final Supplier<TestBeds> beds;
    private final Supplier<EventFeed> feeds;

    Stores(DatabaseConfig config, Instance<PostgresStorage> postgresql, Instance<SqliteStorage> sqlite,
            Instance<PostgresTestBeds> postgresqlBeds, Instance<SqliteTestBeds> sqliteBeds,
            Instance<PostgresEventFeed> postgresqlFeed, Instance<SqliteEventFeed> sqliteFeed) {
        feeds = config.kind() == DatabaseKind.POSTGRESQL ? postgresqlFeed::get : sqliteFeed::get;
        beds = config.kind() == DatabaseKind.POSTGRESQL ? postgresqlBeds::get : sqliteBeds::get;
        storage = switch (config.kind()) {
            case POSTGRESQL -> postgresql.get();
            case SQLITE -> sqlite.get();
        };
    }

    @Produces
    SessionStore sessions() {
        return storage.sessions();
    }

    @Produces
    StageStore stages() {
        return storage.stages();
    }

    @Produces
    InteractionStore interactions() {
        return storage.interactions();
    }

    /** Of long texts, too: {@link io.alerthistory.stream.TextStore}. */
    @Produces
    HistoryStore history() {
        return storage.history();
    }

    @Produces
    ChatStore chats() {
        return storage.chats();
    }

    @Produces
    QueueStore queue() {
        return storage.queue();
    }

    @Produces
    AlertStore alerts() {
        return storage.alerts();
    }

    @Produces
    AlertReadStore alertReads() {
        return storage.alertReads();
    }

    @Produces
    StatisticsStore alertStatistics() {
        return storage.statistics();
    }

    @Produces
    RollupStore rollups() {
        return storage.rollups();
    }

    @Produces
    EpisodeStore episodes() {
        return storage.episodes();
    }

    @Produces
    ReviewStore reviews() {
        return storage.reviews();
    }

    @Produces
    UsageStore usage() {
        return storage.usage();
    }

    @Produces
    BulkStore bulk() {
        return storage.bulk();
    }

    @Produces
    MaintenanceStore maintenance() {
        return storage.maintenance();
    }

    @Produces
    IdempotencyStore keys() {
        return storage.keys();
    }

    @Produces
    AccessKeyStore accessKeys() {
        return storage.accessKeys();
    }

    @Produces
    AuditStore audit() {
        return storage.audit();
    }

    @Produces
    EraseStore erasures() {
        return storage.erasures();
    }

    @Produces
    ReplicaStore replicas() {
        return storage.replicas();
    }

    @Produces
    EventStore events() {
        return storage.events();
    }

    @Produces
    EventFeed eventFeed() {
        return feeds.get();
    }

    @Produces
    DatabaseInspection inspection() {
        return storage.inspection();
    }

    @Produces
    TestBeds testBeds() {
        return beds.get();
    }
}
