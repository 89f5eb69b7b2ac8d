package io.alerthistory.start;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

import org.junit.jupiter.api.io.TempDir;

import io.alerthistory.database.DatabaseKind;

class SqliteUndoTest implements UndoContract {

    @TempDir
    Path folder;

    @Override
    public DatabaseKind kind() {
        return DatabaseKind.SQLITE;
    }

    @Override
    public String url() {
        return "jdbc:sqlite:" + folder.resolve("history.db") + "?foreign_keys=on&transaction_mode=IMMEDIATE&journal_mode=WAL";
    }

    @Override
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url());
    }

    @Override
    public String schema() {
        return "select type || ' ' || name || ' ' || coalesce(sql, '') from sqlite_schema order by 1";
    }
}
