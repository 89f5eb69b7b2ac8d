package io.alerthistory.storage;

import io.alerthistory.alert.AlertStore;
import io.alerthistory.history.HistoryStore;
import io.alerthistory.interaction.InteractionStore;
import io.alerthistory.session.SessionStore;
import io.alerthistory.session.StageStore;
import io.alerthistory.support.OnPostgresql;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** Every port on its adapter for Postgresql. */
@QuarkusTest
@TestProfile(OnPostgresql.class)
class PostgresStoresTest implements SessionStoreContract, StageStoreContract, InteractionStoreContract, HistoryStoreContract,
        AlertStoreContract {

    private final SessionStore sessions;
    private final StageStore stages;
    private final InteractionStore interactions;
    private final HistoryStore history;
    private final AlertStore alerts;

    PostgresStoresTest(SessionStore sessions, StageStore stages, InteractionStore interactions, HistoryStore history,
            AlertStore alerts) {
        this.sessions = sessions;
        this.stages = stages;
        this.interactions = interactions;
        this.history = history;
        this.alerts = alerts;
    }

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
}
