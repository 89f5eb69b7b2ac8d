package io.alerthistory.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    @Test
    void readsTheNamesOfSqlitesDrivers() {
        assertThat(DatabaseUrl.parse("sqlite+aiosqlite:///x.db")).isEqualTo(new DatabaseUrl.Sqlite("sqlite+aiosqlite", "x.db"));
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
            "postgresql://u:a+b@h/db, postgresql, h, 5432, db, u, a+b, ''",
            "postgresql+psycopg://u:p@h/db, postgresql+psycopg, h, 5432, db, u, p, ''",
            "postgresql+psycopg_async://u:p@h/db, postgresql+psycopg_async, h, 5432, db, u, p, ''",
            "postgresql://u:p@alert_db:5433/db, postgresql, alert_db, 5433, db, u, p, ''",
            "postgresql://u:p@alert_db/db, postgresql, alert_db, 5432, db, u, p, ''",
            "postgresql://u:p@bücher.example/db, postgresql, xn--bcher-kva.example, 5432, db, u, p, ''",
            "postgresql://u:p@b%C3%BCcher.example/db, postgresql, xn--bcher-kva.example, 5432, db, u, p, ''",
            "postgresql://u:p@[::ffff:10.0.0.1]/db, postgresql, ::ffff:10.0.0.1, 5432, db, u, p, ''",
            "postgresql://u:p@h:/db, postgresql, h, 5432, db, u, p, ''",
            "postgresql://u:a${b}c@h/db, postgresql, h, 5432, db, u, a${b}c, ''",
            "postgresql://u:a%24%7Bb%7Dc@h/db, postgresql, h, 5432, db, u, a${b}c, ''",
            "postgresql://u:a$$b@h/db, postgresql, h, 5432, db, u, a$$b, ''",
            "postgresql://u:p@/db?host=h&port=5433, postgresql, h, 5433, db, u, p, ''",
            "postgresql:///?host=h&dbname=db&user=u&password=p, postgresql, h, 5432, db, u, p, ''",
            "jdbc:postgresql://h/db?user=u&password=p&ssl=true, jdbc:postgresql, h, 5432, db, u, p, require",
            "postgresql+asyncpg://u:p@h/db?ssl=verify-full, postgresql+asyncpg, h, 5432, db, u, p, verify-full",
            "jdbc:postgresql://h/db?user=u&ssl=true&sslfactory=org.postgresql.ssl.NonValidatingFactory, jdbc:postgresql, h, 5432, db, u, '', require" })
    void readsPostgresql(String url, String scheme, String host, int port, String database, String user, String password,
            String sslMode) {
        assertThat(DatabaseUrl.parse(url)).isEqualTo(
                new DatabaseUrl.Postgresql(scheme, host, port, database, user, password, new Tls(sslMode, null, null, null)));
    }

    /** As providers' consoles print them, with names and passwords of nobody. */
    @ParameterizedTest
    @ValueSource(strings = {
            "postgresql://neondb_owner:npg_a1B2c3@ep-cool-darkness-a1b2c3d4-pooler.us-east-2.aws.neon.tech/neondb?sslmode=require&channel_binding=require",
            "postgresql://neondb_owner:npg_a1B2c3@ep-cool-darkness-a1b2c3d4.us-east-2.aws.neon.tech/neondb?sslmode=require&options=endpoint%3Dep-cool-darkness-a1b2c3d4",
            "postgresql://postgres:a1B2c3@db.abcdefghijklmnopqrst.supabase.co:5432/postgres",
            "postgresql://postgres.abcdefghijklmnopqrst:a1B2c3@aws-0-eu-central-1.pooler.supabase.com:5432/postgres",
            "postgresql://postgres.abcdefghijklmnopqrst:a1B2c3@aws-0-eu-central-1.pooler.supabase.com:6543/postgres?pgbouncer=true&connection_limit=1",
            "postgres://default:a1B2c3@aws-0-us-east-1.pooler.supabase.com:6543/postgres?sslmode=require&supa=base-pooler.x",
            "postgresql://history:a1B2c3@history.abcdefghijkl.eu-central-1.rds.amazonaws.com:5432/history?sslmode=verify-full&sslrootcert=/certs/global-bundle.pem",
            "postgres://abcdefghijklmn:0123456789abcdef@ec2-203-0-113-7.compute-1.amazonaws.com:5432/d0123456789abc",
            "postgresql://history_user:a1B2c3@dpg-abcdefghijklmnopqrst-a.frankfurt-postgres.render.com/history_abcd",
            "postgresql://history_user:a1B2c3@dpg-abcdefghijklmnopqrst-a/history_abcd",
            "postgresql://postgres:a1B2c3@postgres.railway.internal:5432/railway",
            "postgresql://postgres:a1B2c3@roundhouse.proxy.rlwy.net:12345/railway",
            "postgresql://history:a1B2c3@history.postgres.database.azure.com:5432/postgres?sslmode=require",
            "jdbc:postgresql://history.postgres.database.azure.com:5432/postgres?user=history&password=a1B2c3&sslmode=require",
            "postgres://avnadmin:AVNS_a1B2c3@history-project.a.aivencloud.com:12345/defaultdb?sslmode=require",
            "postgresql://doadmin:AVNS_a1B2c3@db-postgresql-fra1-12345-do-user-1234567-0.c.db.ondigitalocean.com:25060/defaultdb?sslmode=require",
            "postgres://tsdbadmin:a1B2c3@abcdefghij.abcdefghij.tsdb.cloud.timescale.com:34567/tsdb?sslmode=require",
            "postgres://history:a1B2c3@history-db.flycast:5432/history?sslmode=disable",
            "postgresql+psycopg2://history:a1B2c3@/history?host=/cloudsql/my-project:europe-west1:history",
            "postgresql+pg8000://history:a1B2c3@/history?unix_sock=/cloudsql/my-project:europe-west1:history/.s.PGSQL.5432",
            "postgres://history:a1B2c3@//cloudsql/my-project:europe-west1:history/history",
            "postgres://postgres:a1B2c3@alert_db:5432/hist?sslmode=disable&connect_timeout=10&application_name=history&keepalives_idle=30" })
    void readsWhatProvidersPrint(String url) {
        assertThat(DatabaseUrl.parse(url)).isInstanceOf(DatabaseUrl.Postgresql.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "postgresql://u:p@a,b:5433/db?target_session_attrs=read-write | a:5432,b:5433",
            "postgresql://u:p@a:5431,[::1]:5433/db | a:5431,[::1]:5433",
            "postgresql://u:p@/db?host=a,b&port=5431,5433 | a:5431,b:5433",
            "postgresql://u:p@/db?host=a,b&port=5431 | a:5431,b:5431",
            "jdbc:postgresql://a,b/db?user=u&targetServerType=primary | a:5432,b:5432" })
    void readsSeveralHostsOfWhichOneTakesWrites(String text, String authority) {
        DatabaseUrl.Postgresql url = (DatabaseUrl.Postgresql) DatabaseUrl.parse(text);

        assertThat(url.authority()).isEqualTo(authority);
        assertThat(url.needsPrimary()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "postgresql://u:p@/db?host=/cloudsql/project:region:instance | /cloudsql/project:region:instance/.s.PGSQL.5432",
            "postgresql+psycopg://u:p@/db?host=/cloudsql/p:r:i | /cloudsql/p:r:i/.s.PGSQL.5432",
            "postgresql+psycopg2://u:p@/db?host=/cloudsql/p:r:i | /cloudsql/p:r:i/.s.PGSQL.5432",
            "postgresql+pg8000://u:p@/db?unix_sock=/cloudsql/p:r:i/.s.PGSQL.5432 | /cloudsql/p:r:i/.s.PGSQL.5432",
            "postgresql+asyncpg://u:p@/db?host=/cloudsql/p:r:i/.s.PGSQL.5433 | /cloudsql/p:r:i/.s.PGSQL.5433",
            "postgresql://u:p@localhost/db?host=/cloudsql/p:r:i&schema=public | /cloudsql/p:r:i/.s.PGSQL.5432",
            "postgresql://u:p@localhost/db?host=%2Fcloudsql%2Fp%3Ar%3Ai | /cloudsql/p:r:i/.s.PGSQL.5432",
            "postgresql:///db?host=/var/run/postgresql&port=5433&user=u | /var/run/postgresql/.s.PGSQL.5433",
            "postgresql://u@%2Fvar%2Frun%2Fpostgresql/db | /var/run/postgresql/.s.PGSQL.5432",
            "postgresql://u@%2Fvar%2Frun%2Fpostgresql:5433/db | /var/run/postgresql/.s.PGSQL.5433",
            "jdbc:postgresql://%2Fvar%2Frun%2Fpostgresql/db?user=u | /var/run/postgresql/.s.PGSQL.5432",
            "postgres://u:p@//cloudsql/p:r:i/db | /cloudsql/p:r:i/.s.PGSQL.5432",
            "postgres://u:p@//var/run/postgresql/db?port=5433 | /var/run/postgresql/.s.PGSQL.5433",
            "postgresql:////var/run/postgresql/db?user=u | /var/run/postgresql/.s.PGSQL.5432",
            "postgresql://u@/db?host=/run/pg.s.PGSQL.5433 | /run/pg.s.PGSQL.5433/.s.PGSQL.5432",
            "postgresql://u@/db?host=/var/run/postgresql/ | /var/run/postgresql/.s.PGSQL.5432",
            "postgresql://u@/db?host=/.s.PGSQL.5433 | /.s.PGSQL.5433",
            "postgresql://u@/db?host=/a%20b/%C3%A4 | /a b/ä/.s.PGSQL.5432",
            "postgresql://u@/db?host=/a,/b&port=5432,5433 | /a/.s.PGSQL.5432 /b/.s.PGSQL.5433",
            "postgresql://u@/db?host=/a,/b | /a/.s.PGSQL.5432 /b/.s.PGSQL.5432" })
    void readsSockets(String text, String files) {
        DatabaseUrl.Postgresql url = (DatabaseUrl.Postgresql) DatabaseUrl.parse(text);

        assertThat(url.onSocket()).isTrue();
        assertThat(url.hosts().stream().map(Host::file).collect(Collectors.joining(" "))).isEqualTo(files);
        assertThat(url.user()).isEqualTo("u");
        assertThat(url.database()).isEqualTo("db");
    }

    /** The system has room for 107 bytes, of which 14 are for the file's name. */
    @Test
    void refusesASocketWhosePathIsTooLong() {
        assertThat(DatabaseUrl.parse("postgresql://u@/db?host=/" + "a".repeat(92))).isNotNull();
        assertThatThrownBy(() -> DatabaseUrl.parse("postgresql://u@/db?host=/" + "a".repeat(91) + "ä"))
                .hasMessage(
                        "DATABASE_URL: the path of the socket is longer than the 107 bytes that it may have; mount its folder"
                                + " under a shorter name");
    }

    @Test
    void readsWhatAUrlAsksOfASession() {
        DatabaseUrl.Postgresql url = (DatabaseUrl.Postgresql) DatabaseUrl.parse("postgresql://u:p@h/db?connect_timeout=7"
                + "&application_name=history&options=-c%20work_mem%3D8MB&currentSchema=alerts&channel_binding=require"
                + "&target_session_attrs=any&pgbouncer=true");

        assertThat(url.session()).isEqualTo(new SessionOptions(Duration.ofSeconds(7), "history", "-c work_mem=8MB", "alerts",
                "require", false, true));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "mysql://u:secret@h/db | Unsupported database scheme: mysql",
            "history.db | DATABASE_URL has no scheme; for a SQLite file write sqlite:///history.db",
            "sqlite://history.db | three slashes",
            "sqlite:///x.db?mode=ro | no parameters",
            "postgresql://u:secret@h | names no host or no database",
            "postgresql://u:secret@//db | names no host or no database",
            "postgresql://u:secret@//cloudsql/ | names no host or no database",
            "postgresql://u:secret@/db | names no host or no database",
            "postgresql://u:secret@h/db?sslmodes=require | the parameter sslmodes is not known; it takes ApplicationName",
            "postgresql://u:secret@h/db?sslmode | the parameter sslmode has no value",
            "postgresql://u:secret@h/db?service=history | the parameter service cannot be honoured: write out",
            "postgresql://u:secret@h/db?hostaddr=10.0.0.1 | hostaddr cannot be honoured: write the address",
            "postgresql://u:secret@h/db?statement_timeout=5 | statement_timeout cannot be honoured: set DATABASE_QUERY_TIMEOUT",
            "postgresql://u:secret@h/db?client_encoding=latin1 | client_encoding cannot be honoured: leave it out",
            "postgresql://u:secret@h/db?sslpassword=secret | sslpassword cannot be honoured: store the key without",
            "postgresql://u:secret@h/db?target_session_attrs=read-only | target_session_attrs must be read-write, primary or any",
            "postgresql://u:secret@h/db?connect_timeout=soon | connect_timeout must be a number of seconds",
            "postgresql://u:secret@h/db?channel_binding=on | channel_binding must be one of",
            "postgresql://u:secret@h/db?secret@ret | percent-encoded",
            "postgresql://u:secret@h/db?sec-ret&x=1 | what follows the ? must be parameters",
            "postgresql://u:${DB_PASSWORD}@h/db | a placeholder stands where the password belongs",
            "postgresql://u:$(DB_PASSWORD)@h/db | a placeholder stands where the password belongs",
            "postgresql://postgres:[YOUR-PASSWORD]@db.x.supabase.co:5432/postgres | a placeholder stands where the password",
            "jdbc:postgresql://x.postgres.database.azure.com:5432/postgres?user=u&password={your_password} | a placeholder stands",
            "postgresql://u:secret@${DB_HOST}/db | a placeholder stands where the host belongs",
            "postgresql://u:secret@h/{database} | a placeholder stands where the database's name belongs",
            "postgresql://u:secret@h:99999/hist | the port 99999 must be a number from 1 to 65535",
            "postgresql://u:secret@h:65536/hist | the port 65536 must be a number from 1 to 65535",
            "postgresql://u:secret@h:-5/hist | the port -5 must be a number",
            "postgresql://u:secret@h:0/hist | the port 0 must be a number",
            "postgresql://u:secret/hist | the port must be a number",
            "postgresql://u:secret@::1/db | an IPv6 address stands in brackets",
            "postgresql://u:secret@a b/db | no name and no address",
            "postgresql://u:secret@/db?host=/cloudsql/p:r:i,h | names sockets of the file system and addresses",
            "postgresql://u:secret@h,%2Fvar%2Frun%2Fpostgresql/db | names sockets of the file system and addresses",
            "postgresql://u:secret@%2Fa%2Cb/db | may have no comma and no control character",
            "postgresql://u:secret@/db?host=/a%0Ab | may have no comma and no control character",
            "postgresql://u:secret@/db?host=/a%00b | may have no comma and no control character",
            "postgresql://u:secret@/db?host=/a/.s.PGSQL.99999 | the port 99999 must be a number from 1 to 65535",
            "postgresql://u:secret@/db?host=/var/run/postgresql&port=0 | the port 0 must be a number from 1 to 65535",
            "postgresql://u:secret@/db?host=%40abstract | no name and no address",
            "jdbc:postgresql:///db?cloudSqlInstance=p:r:i&user=u | cloudSqlInstance cannot be honoured: run the Cloud SQL Auth Proxy",
            "host=h user=u password=secret dbname=db | is a list of keywords; write it as a URL",
            "jdbc:postgresql://h/db?user=u&password=sec@ret | percent-encoded",
            "postgresql://u:sec@ret@h/db | percent-encoded",
            "postgresql://u:sec#ret@h/db | percent-encoded",
            "postgresql://u:sec/ret@h/db | percent-encoded",
            "postgresql://u:sec:ret@h/db | percent-encoded",
            "postgresql://u:sec?ret@h/db | percent-encoded",
            "postgresql://u:sec%ret@h/db | percent-encoded",
            "postgresql://u:secret@h:port/db | the port port must be a number" })
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
