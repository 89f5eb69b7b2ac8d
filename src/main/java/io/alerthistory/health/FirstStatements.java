package io.alerthistory.health;

import jakarta.inject.Singleton;

import io.alerthistory.session.SessionStore;
import io.alerthistory.start.WarmUp;
import io.smallrye.mutiny.Uni;

/** Asks the database once as requests will: a change of a session that is not there, and the schema. */
@Singleton
class FirstStatements implements WarmUp {

    /** No session has it: an id is not empty. */
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
        }).chain(database::version);
    }
}
