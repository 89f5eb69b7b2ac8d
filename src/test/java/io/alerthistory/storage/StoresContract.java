package io.alerthistory.storage;

import jakarta.inject.Inject;

import io.alerthistory.alert.AlertStore;
import io.alerthistory.bulk.BulkStore;
import io.alerthistory.chat.ChatStore;
import io.alerthistory.health.DatabaseInspection;
import io.alerthistory.history.HistoryStore;
import io.alerthistory.idempotency.IdempotencyStore;
import io.alerthistory.interaction.InteractionStore;
import io.alerthistory.session.SessionStore;
import io.alerthistory.session.StageStore;

/** Every port, on the adapter of the configured database. */
abstract class StoresContract
        implements SessionStoreContract, StageStoreContract, InteractionStoreContract, HistoryStoreContract,
        AlertStoreContract, BulkStoreContract, ChatStoreContract, TransitionContract, SummaryStoreContract,
        CatalogStoreContract,
        QueueProbeContract, IdempotencyStoreContract, SigningKeyStoreContract {

    @Inject
    SessionStore sessions;

    @Inject
    StageStore stages;

    @Inject
    InteractionStore interactions;

    @Inject
    HistoryStore history;

    @Inject
    AlertStore alerts;

    @Inject
    BulkStore bulk;

    @Inject
    ChatStore chats;

    @Inject
    DatabaseInspection inspection;

    @Inject
    IdempotencyStore keys;

    @Override
    public SessionStore sessions() {
        return sessions;
    }

    @Override
    public StageStore stages() {
        return stages;
    }

    @Override
    public InteractionStore interactions() {
        return interactions;
    }

    @Override
    public HistoryStore history() {
        return history;
    }

    @Override
    public AlertStore alerts() {
        return alerts;
    }

    @Override
    public BulkStore bulk() {
        return bulk;
    }

    @Override
    public ChatStore chats() {
        return chats;
    }

    @Override
    public DatabaseInspection inspection() {
        return inspection;
    }

    @Override
    public IdempotencyStore keys() {
        return keys;
    }
}
