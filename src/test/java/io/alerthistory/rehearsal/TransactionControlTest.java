package io.alerthistory.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransactionControlTest {

    @ParameterizedTest
    @ValueSource(strings = { "commit", "select 1; COMMIT;", "begin;", "Begin Transaction;", "start transaction read write;",
            "start\n-- a\ntransaction", "end;", "end transaction", "rollback;", "rollback work;", "ROLLBACK AND CHAIN;",
            "abort;", "prepare transaction 'a';", "commit prepared 'a';", "select ';'; commit", "select 'it''s'; commit",
            "select 'a\\'; commit; --'", "select e'\\''; commit", "select E'a\\\\'; commit", "select name'\\'; commit",
            "/* a */ commit", "/* a /* b */ c */ commit", "-- a\ncommit", "select 1 -- a;\n; commit",
            "select $$a$$; commit", "select $a$ $b$ $a$; commit", "select a$b$; commit; select $b$ from c",
            "select \"a;\"\"\"; commit", "do $$ begin end $$; commit", ";; commit",
            "create function f() returns int begin atomic select case when true then 1 end; end; commit",
            "select 1 as begin, 2 as atomic; commit" })
    void finds(String script) {
        assertThat(TransactionControl.find(script)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "select 1", "-- commit;", "-- a\n-- b;commit;\nselect 1", "/* ; commit; */ select 1",
            "/* a /* b */ ; commit; */ select 1", "select '; commit;'", "select 'it''s; commit;'", "select e'\\'; commit;'",
            "select \"; commit\"", "select $$; commit; $$", "select $a$; commit; $$ ; end; $a$",
            "do $$ begin perform 1; commit; end; $$;",
            "create function f() returns trigger language plpgsql as $body$ begin return new; end; $body$;",
            "create function f() returns int begin atomic select case when true then 1 end; select 2; end;",
            "rollback to before", "rollback work to savepoint before", "savepoint a; release savepoint a",
            "prepare q as select 1", "alter table things add column commit text",
            "create table things (\"end\" text, begin_at int)",
            "select commit_ from a; select endless", "insert into a values ('unfinished; commit", "select $1" })
    void findsNothing(String script) {
        assertThat(TransactionControl.find(script)).isEmpty();
    }

    @Test
    void namesTheStatement() {
        assertThat(TransactionControl.find("select 1;\nSTART  Transaction isolation level serializable"))
                .contains("start transaction");
        assertThat(TransactionControl.find("select 1; commit")).contains("commit");
    }

    @Test
    void findsNothingInTheMigrations() throws IOException {
        try (Stream<Path> scripts = Stream.concat(Files.list(Path.of("src/main/resources/db/migration/postgresql")),
                Files.list(Path.of("src/main/resources/db/undo/postgresql")))) {
            assertThat(scripts).hasSizeGreaterThan(5).allSatisfy(
                    script -> assertThat(TransactionControl.find(Files.readString(script))).isEmpty());
        }
    }
}
