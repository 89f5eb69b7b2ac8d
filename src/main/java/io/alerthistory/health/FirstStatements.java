package io.alerthistory.health;

import jakarta.inject.Singleton;

import io.alerthistory.session.SessionStore;
import io.alerthistory.start.WarmUp;
import io.smallrye.mutiny.Uni;

/**
 * Runs the first statements of a new connection before requests do: a change of a nonexistent session, and the
 * statement of readiness.
 */
@Singleton
class FirstStatements implements WarmUp {

    /** No session has this id, because ids are not empty. */
    private static final String NO_SESSION = "";

    private final SessionStore sessions;
    private final DatabaseInspection database;

    FirstStatements(SessionStore sessions, DatabaseInspection database) {
        this.sessions = sessions;
        this.database = database;
    }

    @Override
    public Uni<?> run() {
        return sessions.update(NO_SESSION, session -> {
        }).chain(database::look);
    }
}
