package io.alerthistory.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class DatabaseUrlTest {

    @ParameterizedTest
    @CsvSource({
            "sqlite:///history.db, history.db",
            "sqlite:///./data/x.db, ./data/x.db",
            "sqlite:////abs/x.db, /abs/x.db",
            "sqlite:///:memory:, :memory:",
            "SQLite:///history.db, history.db",
            "sqlite://, :memory:" })
    void readsSqlite(String url, String path) {
        assertThat(DatabaseUrl.parse(url)).isEqualTo(new DatabaseUrl.Sqlite("sqlite", path));
    }

    @ParameterizedTest
    @CsvSource({
            "postgresql://u:p@h:5433/db, postgresql, h, 5433, db, u, p, ''",
            "postgres://u:p@h/db, postgres, h, 5432, db, u, p, ''",
            "postgresql+psycopg2://u:p@h/db?sslmode=require, postgresql+psycopg2, h, 5432, db, u, p, require",
            "postgresql+asyncpg://u:p@h/db?sslmode=disable, postgresql+asyncpg, h, 5432, db, u, p, disable",
            "postgresql://u%40corp:p%2F%3A%25%23%3F@[::1]:5432/my%20db, postgresql, ::1, 5432, my db, u@corp, p/:%#?, ''",
            "postgresql://u@h/db, postgresql, h, 5432, db, u, '', ''",
            "jdbc:postgresql://h:5433/db?user=u&password=p%26q, jdbc:postgresql, h, 5433, db, u, p&q, ''",
            "postgresql://u:a+b@h/db, postgresql, h, 5432, db, u, a+b, ''" })
    void readsPostgresql(String url, String scheme, String host, int port, String database, String user, String password,
            String sslMode) {
        assertThat(DatabaseUrl.parse(url)).isEqualTo(
                new DatabaseUrl.Postgresql(scheme, host, port, database, user, password, new Tls(sslMode, null, null, null)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "mysql://u:secret@h/db | Unsupported database scheme: mysql",
            "history.db | DATABASE_URL has no scheme; for a SQLite file write sqlite:///history.db",
            "sqlite://history.db | three slashes",
            "sqlite:///x.db?mode=ro | no parameters",
            "postgresql://u:secret@h | names no host or no database",
            "postgresql://u:secret@/db | names no host or no database",
            "postgresql://u:secret@h/db?ssl=true | the parameter ssl is not known; it takes password, sslcert, sslkey, sslmode",
            "jdbc:postgresql://h/db?user=u&password=sec@ret | percent-encoded",
            "postgresql://u:sec@ret@h/db | percent-encoded",
            "postgresql://u:sec#ret@h/db | percent-encoded",
            "postgresql://u:sec/ret@h/db | percent-encoded",
            "postgresql://u:sec:ret@h/db | percent-encoded",
            "postgresql://u:sec?ret@h/db | percent-encoded",
            "postgresql://u:sec%ret@h/db | percent-encoded",
            "postgresql://u:secret@h:port/db | names no host" })
    void refusesWithoutThePassword(String url, String message) {
        assertThatThrownBy(() -> DatabaseUrl.parse(url)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message).hasMessageNotContainingAny("secret", "sec@ret", "ret@").hasNoCause();
    }

    @Property
    void readsAnyEncodedPassword(@ForAll String password) {
        String encoded = URLEncoder.encode(password, StandardCharsets.UTF_8).replace("+", "%20");
        DatabaseUrl url = DatabaseUrl.parse("postgresql://u:" + encoded + "@h/db");
        String sent = new String(password.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8); // no half surrogates
        assertThat(((DatabaseUrl.Postgresql) url).password()).isEqualTo(sent);
        assertThat(url.toString()).isEqualTo("Postgresql[h:5432/db]");
    }

    @Property
    void readsOrRefusesAnything(@ForAll String text) {
        try {
            DatabaseUrl.parse("postgresql://" + text);
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageStartingWith("DATABASE_URL");
        }
    }
}
