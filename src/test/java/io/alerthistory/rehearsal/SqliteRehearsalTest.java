package io.alerthistory.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;

import javax.sql.DataSource;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

class SqliteRehearsalTest implements RehearsalContract {

    @TempDir
    Path folder;

    @Override
    public DataSource database() {
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + folder.resolve("history.db") + "?transaction_mode=IMMEDIATE&journal_mode=WAL");
        return source;
    }

    @Override
    public Rehearsal rehearsal(Duration limit) {
        return new SqliteRehearsal(database(), folder.resolve("history.db.rehearsal"), limit);
    }

    @Override
    public String rewriting() {
        return "update things set name = name || '!';";
    }

    @Override
    public String endless() {
        return "insert into things (name) with recursive n(i) as (select 1 union all select i + 1 from n) select i from n"
                + " where i < 0;";
    }

    @Override
    public String schema() {
        return "select type || ' ' || name || ' ' || coalesce(sql, '') from sqlite_schema order by 1";
    }

    @Override
    public void isClean() {
        assertThat(folder.resolve("history.db.rehearsal")).doesNotExist();
    }

    @Test
    void deletesWhatAKilledRehearsalLeft() throws SQLException, IOException {
        fill(10);
        Path left = Files.createDirectory(folder.resolve("history.db.rehearsal"));
        Files.writeString(left.resolve("copy.db"), "half a copy");

        assertThat(rehearse("alter table things add column more text;").verdict()).isEqualTo(Verdict.SAFE);
        isClean();
    }
}
