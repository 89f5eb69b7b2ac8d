package io.alerthistory.http;

import java.sql.Connection;
import java.sql.SQLException;

import org.junit.jupiter.api.condition.EnabledIf;

import io.alerthistory.support.OnPgBouncer;
import io.alerthistory.support.PostgresServer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** The API on PostgreSQL behind PgBouncer in transaction mode, where that is installed. */
@QuarkusTest
@TestProfile(OnPgBouncer.class)
@EnabledIf("io.alerthistory.support.PgBouncer#isInstalled")
class PgBouncerHttpTest implements ApiContract {

    @Override
    public String driver() {
        return "postgresql";
    }

    @Override
    public Connection database() throws SQLException {
        return PostgresServer.connect("behind_pgbouncer");
    }
}
