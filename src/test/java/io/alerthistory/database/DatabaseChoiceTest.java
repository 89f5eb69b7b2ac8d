package io.alerthistory.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.alerthistory.config.Settings;

class DatabaseChoiceTest {

    private static final String URL = "DATABASE_URL=postgresql://u:p@h/d";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "A=1 | sqlite | default.db",
            "DATABASE_URL=sqlite:///x.db POSTGRES_PASSWORD=p | sqlite | x.db",
            "ENV=prod ENFORCE_POSTGRESQL=false DATABASE_URL=sqlite:///x.db | sqlite | x.db" })
    void choosesSqlite(String variables, String scheme, String path) {
        assertThat(choice(variables)).isEqualTo(new DatabaseUrl.Sqlite(scheme, path));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "POSTGRES_PASSWORD=p@/:?#% POSTGRES_USER=u POSTGRES_DB=d | localhost:5432 | p@/:?#%",
            "DATABASE_PASSWORD=p DATABASE_USER=u DATABASE_NAME=d DATABASE_HOST=h DATABASE_PORT=5433 ENV=prod | h:5433 | p",
            "DATABASE_PASSWORD=q DATABASE_USER=v DATABASE_URL=postgresql://u:p@h/d | h:5432 | p",
            "DATABASE_URL_PROD=postgresql://u:prod@h/d DATABASE_URL=postgresql://u:p@h/d ENV=staging | h:5432 | prod",
            "DATABASE_URL=postgresql://u@h/d DATABASE_PASSWORD=p | h:5432 | p",
            "DATABASE_URL=postgresql://u@h/d DATABASE_PASSWORD=p DATABASE_USER=other | h:5432 | ''",
            "DATABASE_URL=jdbc:postgresql://h/d DATABASE_PASSWORD=p DATABASE_USER=u | h:5432 | p",
            "DATABASE_URL=postgresql://u@h/d | h:5432 | ''",
            "DATABASE_HOST=alert_db DATABASE_USER=u DATABASE_NAME=d | alert_db:5432 | ''",
            "DATABASE_HOST=a,b DATABASE_USER=u DATABASE_NAME=d DATABASE_PASSWORD=p | a:5432,b:5432 | p",
            "DATABASE_PASSWORD=a${b}c$$\\$d DATABASE_USER=u DATABASE_NAME=d | localhost:5432 | a${b}c$$\\$d" })
    void choosesPostgresql(String variables, String authority, String password) {
        DatabaseUrl.Postgresql url = (DatabaseUrl.Postgresql) choice(variables);
        assertThat(url.authority()).isEqualTo(authority);
        assertThat(url.user()).isEqualTo("u");
        assertThat(url.database()).isEqualTo("d");
        assertThat(url.password()).isEqualTo(password);
        assertThat(url.tls().mode()).isEqualTo("prefer");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "DATABASE_URL=postgres://127.0.0.1:5432/hist | DATABASE_URL names no user; write postgresql://user:password@host:5432/name",
            "DATABASE_URL=postgresql://u@h/d?passfile=/no/file | DATABASE_URL: the passfile /no/file cannot be read",
            "DATABASE_HOST=/cloudsql/x,h DATABASE_USER=u DATABASE_NAME=d | DATABASE_HOST names sockets of the file system and",
            "DATABASE_URL=postgresql://u:secret@/d?host=/cloudsql/x&sslmode=on | sslmode must be one of disable",
            "ENV=staging | ENVIRONMENT=staging needs a database: set DATABASE_URL=postgresql://",
            "ENV=prod ENFORCE_POSTGRESQL=false | ENVIRONMENT=production needs a database",
            "ENV=prod DATABASE_URL=sqlite:///x.db | ENVIRONMENT=production needs PostgreSQL, and DATABASE_URL names SQLite",
            "ENV=prod DATABASE_URL_PROD=sqlite:///x.db | needs PostgreSQL, and DATABASE_URL_PROD names SQLite",
            "ENV=prod DATABASE_URL_PROD=oracle://x | DATABASE_URL_PROD takes postgresql://",
            "POSTGRES_PASSWORD=secret POSTGRES_DB=d | POSTGRES_PASSWORD is set, so DATABASE_USER must be set, too",
            "POSTGRES_PASSWORD=secret POSTGRES_USER=u | so DATABASE_NAME must be set, too",
            "DATABASE_URL=postgresql://u:secret@h/d?sslmode=on | sslmode must be one of disable",
            "DATABASE_URL=postgresql://u:secret@h/d?sslmode=verify-full | sslmode verify-full needs a root certificate: set POSTGRES_SSL_ROOT_CERT",
            "DATABASE_URL=postgresql://u:secret@h/d?sslrootcert=/no/ca | POSTGRES_SSL_ROOT_CERT: the file /no/ca cannot be read",
            "DATABASE_URL=postgresql://u:secret@h/d?sslcert=/no/c | POSTGRES_SSL_CERT and POSTGRES_SSL_KEY must be set together" })
    void refuses(String variables, String message) {
        assertThatThrownBy(() -> choice(variables)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(message)
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "postgresql://u:p@h/d?sslmode=verify-full&sslrootcert=CA | A=1 | verify-full",
            "postgresql://u:p@h/d?sslmode=require&sslrootcert=CA | A=1 | verify-ca",
            "postgresql://u:p@h/d?sslmode=disable | POSTGRES_SSL_MODE=require | require",
            "postgresql://u:p@h/d | POSTGRES_SSL_MODE=verify-ca POSTGRES_SSL_ROOT_CERT=CA | verify-ca" })
    void readsTls(String url, String variables, String mode) throws IOException {
        String authority = Files.createFile(folder.resolve("ca.crt")).toString();
        DatabaseUrl.Postgresql chosen = (DatabaseUrl.Postgresql) choice(
                (variables + " DATABASE_URL=" + url).replace("=CA", "=" + authority));
        assertThat(chosen.tls().mode()).isEqualTo(mode);
        assertThat(chosen.tls().rootCert()).isEqualTo(mode.startsWith("verify") ? authority : null);
    }

    /** Between two containers a pooler needs no encryption; the way to the server does. */
    @Test
    void takesTlsFromADirectUrlThatSpeaksOfIt() {
        assertThat(keys("DATABASE_URL=postgresql://u:p@pooler/d POSTGRES_SSL_MODE=disable"
                + " DATABASE_DIRECT_URL=postgresql://u:p@pg/d?sslmode=require").get("history.start.jdbc-url"))
                .contains("sslmode=require");
        assertThat(keys("DATABASE_URL=postgresql://u:p@pooler/d POSTGRES_SSL_MODE=disable"
                + " DATABASE_DIRECT_URL=postgresql://u:p@pg/d").get("history.start.jdbc-url")).contains("sslmode=disable");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "DATABASE_URL=postgresql://u:p@/d?host=/cloudsql/p:r:i",
            "DATABASE_URL=postgresql://u:p@/d?host=/cloudsql/p:r:i&sslmode=verify-full",
            "DATABASE_URL=postgresql+pg8000://u:p@/d?unix_sock=/cloudsql/p:r:i/.s.PGSQL.5432 POSTGRES_SSL_MODE=require",
            "DATABASE_HOST=/cloudsql/p:r:i DATABASE_USER=u DATABASE_NAME=d DATABASE_PASSWORD=p" })
    void takesASocketAsItIsWrittenWhateverTheEncryption(String variables) {
        Map<String, String> keys = keys(variables);

        assertThat(keys).containsEntry("quarkus.datasource.reactive.url", "postgresql://%2Fcloudsql%2Fp%3Ar%3Ai:5432/d")
                .containsEntry("quarkus.vertx.prefer-native-transport", "true")
                .containsEntry("quarkus.datasource.reactive.postgresql.ssl-mode", "disable")
                .containsEntry("history.start.sockets", "/cloudsql/p:r:i/.s.PGSQL.5432")
                .containsEntry("history.start.host", "") // so that nobody asks there for a certificate
                .containsEntry("history.start.user", "u").containsEntry("history.start.password", "p");
        assertThat(keys.get("history.start.jdbc-url")).startsWith("jdbc:postgresql://127.0.0.1:1/d?sslmode=disable&");
    }

    @Test
    void takesSeveralSocketsOfWhichOneTakesWrites() {
        Map<String, String> keys = keys("DATABASE_URL=postgresql://u@/d?host=/a,/b\\c&port=5432,5433");

        assertThat(keys).containsEntry("history.start.sockets", "/a/.s.PGSQL.5432,/b\\\\c/.s.PGSQL.5433")
                .containsEntry("quarkus.datasource.reactive.url", "postgresql://%2Fa:5432/d,postgresql://%2Fb%5Cc:5433/d")
                .containsEntry("history.database.primary-only", "true");
        assertThat(keys.get("history.start.jdbc-url")).startsWith("jdbc:postgresql://127.0.0.1:1,127.0.0.1:2/d?")
                .contains("targetServerType=primary");
    }

    @Test
    void usesNoSocketWhereThereIsNone() {
        assertThat(keys(URL)).containsEntry("quarkus.vertx.prefer-native-transport", "false")
                .containsEntry("history.start.sockets", "").containsEntry("history.start.host", "h");
    }

    /** Migrations past a pooler beside this process, over the network. */
    @Test
    void takesADirectUrlOfAnotherKind() {
        Map<String, String> keys = keys("DATABASE_URL=postgresql://u@/d?host=/pooler"
                + " DATABASE_DIRECT_URL=postgresql://u@pg/d?sslmode=require");

        assertThat(keys).containsEntry("quarkus.vertx.prefer-native-transport", "true")
                .containsEntry("history.start.sockets", "").containsEntry("history.start.host", "pg");
        assertThat(keys.get("history.start.jdbc-url")).startsWith("jdbc:postgresql://pg:5432/d?sslmode=require");
    }

    @Test
    void bindsNoChannelOnASocket() {
        assertThatThrownBy(() -> keys("DATABASE_URL=postgresql://u@/d?host=/a&channel_binding=require"))
                .hasMessage("DATABASE_URL: channel_binding=require needs encryption, which a socket of the file system has not:"
                        + " leave it out");
    }

    private static Map<String, String> keys(String variables) {
        Settings settings = settings(variables);
        return DatabaseKeys.of(settings, DatabaseChoice.of(settings, "sqlite:///x.db"));
    }

    @Test
    void migratesOverTheDirectUrlAndServesOverTheOther() {
        Map<String, String> keys = keys(URL
                + " DATABASE_POOLER=pgbouncer DATABASE_URL_SYNC=postgresql://owner:o@pg:5433/d");
        assertThat(keys).containsEntry("quarkus.datasource.reactive.url", "postgresql://h:5432/d")
                .containsEntry("quarkus.datasource.username", "u").containsEntry("history.start.user", "owner")
                .containsEntry("history.start.password", "o").containsEntry("history.start.port", "5433")
                .containsEntry("quarkus.datasource.reactive.cache-prepared-statements", "false")
                .containsEntry("quarkus.datasource.reactive.postgresql.use-layer7-proxy", "true");
        assertThat(keys.get("history.start.jdbc-url")).startsWith("jdbc:postgresql://pg:5433/d?")
                .contains("prepareThreshold=0").contains("options=-c%20statement_timeout%3D0")
                .doesNotContain("owner");
    }

    @Test
    void asksOfBothWaysWhatTheUrlSays() {
        Map<String, String> keys = keys("DATABASE_URL=postgresql://u@a,b:5433/d?currentSchema=alerts&application_name=history"
                + "&connect_timeout=7&options=-c%20work_mem%3D8MB&channel_binding=require");

        assertThat(keys).containsEntry("quarkus.datasource.reactive.url", "postgresql://a:5432/d,postgresql://b:5433/d")
                .containsEntry("history.database.primary-only", "true")
                .containsEntry("history.database.connect-timeout", "PT7S")
                .containsEntry("history.database.application-name", "history")
                .containsEntry("history.database.search-path", "alerts")
                .containsEntry("history.database.options", "-c work_mem=8MB")
                .containsEntry("quarkus.datasource.password", "").containsEntry("history.start.password", "");
        assertThat(keys.get("history.start.jdbc-url")).startsWith("jdbc:postgresql://a:5432,b:5433/d?")
                .contains("connectTimeout=7", "ApplicationName=history", "currentSchema=alerts", "targetServerType=primary",
                        "channelBinding=require", "options=-c%20work_mem%3D8MB");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "DATABASE_URL=postgresql://u:p@ep-x-1-pooler.eu.aws.neon.tech/d | pgbouncer",
            "DATABASE_URL=postgresql://u:p@ep-x-1.eu.aws.neon.tech/d | none",
            "DATABASE_URL=postgresql://u:p@aws-0-eu.pooler.supabase.com:6543/d | pgbouncer",
            "DATABASE_URL=postgresql://u:p@aws-0-eu.pooler.supabase.com:5432/d | none",
            "DATABASE_URL=postgresql://u:p@h/d?pgbouncer=true | pgbouncer",
            "DATABASE_URL=postgresql://u:p@h/d?pgbouncer=true DATABASE_POOLER=none | none" })
    void knowsThePoolersThatProvidersPutIntoTheirUrls(String variables, String pooler) {
        assertThat(keys(variables)).containsEntry("history.database.pooler", pooler);
    }

    /** What the build had is the default at run time, of a key that is not set. */
    @Test
    void leavesNothingOfAnotherDatabase() {
        assertThat(keys(URL)).containsEntry("history.start.file", "").containsEntry("history.database.file", "");
        assertThat(keys("DATABASE_URL=sqlite:///x.db")).containsEntry("history.start.jdbc-url", "")
                .containsEntry("quarkus.datasource.password", "").containsEntry("history.database.search-path", "");
    }

    /** It would record into another schema than the migrations made, or be refused. */
    @ParameterizedTest
    @ValueSource(strings = { "currentSchema=alerts", "options=-c%20search_path%3Dalerts" })
    void sendsNoSearchPathThroughAPooler(String parameter) {
        assertThatThrownBy(() -> keys(URL + "?" + parameter + " DATABASE_POOLER=pgbouncer"))
                .hasMessageContaining("ALTER ROLE ... SET search_path");
    }

    @Test
    void saysThatTheDatabaseIsSqliteAlthoughPartsOfAnotherAreSet() {
        assertThat(keys("POSTGRES_HOST=h POSTGRES_USER=u").get("history.start.remarks"))
                .startsWith("The database is SQLite although POSTGRES_HOST is set");
    }

    @Test
    void findsThePasswordInAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("pgpass"),
                "# host:port:database:user:password\nother:*:*:u:no\nh:5432:d:u:a\\:b\\\\c\n*:*:*:*:no\n");

        assertThat(choice("DATABASE_URL=postgresql://u@h/d?passfile=" + file))
                .isInstanceOfSatisfying(DatabaseUrl.Postgresql.class, url -> assertThat(url.password()).isEqualTo("a:b\\c"));
    }

    @ParameterizedTest
    @CsvSource({ "/var/run/postgresql, usual", "/tmp, usual", "/cloudsql/p:r:i, cloud", "/a, ''" })
    void findsThePasswordOfASocketInAFile(String host, String password) throws IOException {
        Path file = Files.writeString(folder.resolve("pgpass"),
                "/cloudsql/p\\:r\\:i:5432:d:u:cloud\nlocalhost:5432:d:u:usual\n");

        assertThat(choice("DATABASE_URL=postgresql://u@/d?host=" + host + "&passfile=" + file))
                .isInstanceOfSatisfying(DatabaseUrl.Postgresql.class, url -> assertThat(url.password()).isEqualTo(password));
    }

    /** It refuses what it does not know. */
    @Test
    void asksPgBouncerForNoOptions() {
        Settings settings = settings(URL + " DATABASE_POOLER=pgbouncer");
        assertThat(DatabaseKeys.of(settings, DatabaseChoice.of(settings, "sqlite:///x.db")).get("history.start.jdbc-url"))
                .doesNotContain("options");
    }

    @ParameterizedTest
    @ValueSource(strings = { URL, "DATABASE_URL=sqlite:///x.db" })
    void touchesNoDatabaseWhenTheHistoryIsDisabled(String url) {
        Settings settings = settings(url + " HISTORY_ENABLED=false");
        assertThat(DatabaseKeys.of(settings, DatabaseChoice.of(settings, "sqlite:///x.db"))).containsEntry(
                "quarkus.datasource.active", "false").containsEntry("quarkus.datasource.sqlite.active", "false")
                .containsEntry("quarkus.hibernate-orm.active", "false");
    }

    private static DatabaseUrl choice(String variables) {
        return DatabaseChoice.of(settings(variables), "sqlite:///default.db");
    }

    private static Settings settings(String variables) {
        Map<String, String> all = new HashMap<>();
        Arrays.stream(variables.split(" ", -1)).map(pair -> pair.split("=", 2)).forEach(pair -> all.put(pair[0], pair[1]));
        return Settings.read(all::get);
    }
}
