package io.alerthistory.storage;

import jakarta.inject.Inject;

import io.alerthistory.history.HistoryStore;
import io.alerthistory.queue.QueueStore;
import io.alerthistory.session.SessionStore;

/** The queue's port, on the adapter of the configured database. */
abstract class QueueContract implements QueueStoreContract {

    @Inject
    SessionStore sessions;

    @Inject
    HistoryStore history;

    @Inject
    QueueStore queue;

    @Override
    public SessionStore sessions() {
        return sessions;
    }

    @Override
    public HistoryStore history() {
        return history;
    }

    @Override
    public QueueStore queue() {
        return queue;
    }
}
