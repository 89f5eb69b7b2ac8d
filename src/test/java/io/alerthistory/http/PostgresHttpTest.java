package io.alerthistory.http;

import java.sql.Connection;
import java.sql.SQLException;

import io.alerthistory.support.OnPostgresql;
import io.alerthistory.support.PostgresServer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** The whole API on Postgresql. */
@QuarkusTest
@TestProfile(OnPostgresql.class)
class PostgresHttpTest implements WholeApiContract {

    @Override
    public String driver() {
        return "postgresql";
    }

    @Override
    public Connection database() throws SQLException {
        return PostgresServer.connect();
    }
}
