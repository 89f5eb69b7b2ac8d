package io.alerthistory.selftest;

import io.alerthistory.history.HistoryStore;
import io.alerthistory.interaction.InteractionStore;
import io.alerthistory.queue.QueueStore;
import io.alerthistory.session.SessionStore;

/**
 * The adapters of the service on the tables of a test. Only the hot statements are directed there: creates of sessions,
 * appends,
 * lists, details, claims and heartbeats. Changes of entities would go to the tables of the service.
 *
 * @param end closes the connections to those tables
 */
public record TestBed(SessionStore sessions, InteractionStore interactions, HistoryStore history, QueueStore queue,
        Runnable end) implements AutoCloseable {

    @Override
    public void close() {
        end.run();
    }
}
