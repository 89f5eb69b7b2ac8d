package io.alerthistory.http;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

import org.eclipse.microprofile.config.ConfigProvider;

import io.alerthistory.support.OnSqlite;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** The whole API on Sqlite. */
@QuarkusTest
@TestProfile(OnSqlite.class)
class SqliteHttpTest implements WholeApiContract {

    @Override
    public String driver() {
        return "sqlite";
    }

    @Override
    public Connection database() throws SQLException {
        return DriverManager.getConnection(
                ConfigProvider.getConfig().getValue("quarkus.datasource.sqlite.jdbc.url", String.class));
    }
}
