package io.alerthistory.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.sql.SQLException;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;

class DiagnosisTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "28P01 | FATAL: refused; check the user and the password of DATABASE_DIRECT_URL (no password is set)",
            "28000 | FATAL: refused; check the user of DATABASE_DIRECT_URL, its sslmode, and the server's pg_hba.conf",
            "3D000 | FATAL: refused; create the database, or name another one in DATABASE_DIRECT_URL",
            "42501 | FATAL: refused; ask an administrator to grant it to the role of DATABASE_DIRECT_URL" })
    void saysWhatToDoAboutWhatDoesNotPass(String state, String line) {
        assertThat(Diagnosis.of(failure("FATAL: refused", state, 0), server())).isEqualTo(new Diagnosis(line, 3));
    }

    @Test
    void namesThePoolersSetting() {
        assertThat(Diagnosis.of(failure("FATAL: unsupported startup parameter: options", "08P01", 0), server()).reason())
                .contains("set DATABASE_POOLER=pgbouncer");
    }

    @ParameterizedTest
    @CsvSource({ "57P03", "53300", "08P01", "08006" })
    void waitsForWhatMayPass(String state) {
        assertThat(Diagnosis.of(failure("FATAL: not now", state, 0), server()))
                .isEqualTo(new Diagnosis("FATAL: not now", Backoff.ATTEMPTS));
    }

    @Test
    void waitsForAServerThatIsNotThere() {
        assertThat(
                Diagnosis.of(new IllegalStateException(new SQLException("no", "08001", new ConnectException("no"))), server()))
                .isEqualTo(new Diagnosis("the connection was refused", Backoff.ATTEMPTS));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "14 | the file /x.db cannot be opened: name a file in a directory that this process may write to",
            "8 | name a file in a directory that this process may write to",
            "26 | the file /x.db is not a SQLite database: name another one in DATABASE_URL",
            "11 | the file /x.db is corrupt: restore it, or name another one in DATABASE_URL" })
    void doesNotAskAFileTwice(int code, String advice) {
        assertThat(Diagnosis.of(failure("[SQLITE]", null, code), file())).satisfies(found -> {
            assertThat(found.reason()).contains(advice);
            assertThat(found.attempts()).isEqualTo(1);
        });
    }

    @Test
    void waitsForAFileThatAnotherProcessHolds() {
        assertThat(Diagnosis.of(failure("[SQLITE_BUSY]", null, 5), file()).attempts()).isEqualTo(Backoff.ATTEMPTS);
    }

    @Test
    void saysWhatARefusalSays() {
        assertThat(Diagnosis.of(new Refusal("do this"), server())).isEqualTo(new Diagnosis("do this", 1));
    }

    private static Throwable failure(String message, String state, int code) {
        return new IllegalStateException("Unable to obtain connection", new SQLException(message, state, code));
    }

    private static StartConfig server() {
        return config(Map.of("history.start.source", "DATABASE_DIRECT_URL", "history.start.password-remark",
                "no password is set"));
    }

    private static StartConfig file() {
        return config(Map.of("history.start.file", "/x.db"));
    }

    private static StartConfig config(Map<String, String> keys) {
        SmallRyeConfig config = new SmallRyeConfigBuilder().withMapping(StartConfig.class)
                .withSources(new PropertiesConfigSource(keys, "settings", 275))
                .withSources(new PropertiesConfigSource(
                        Map.of("history.start.enabled", "true", "history.start.patience", "PT3S"), "more", 270))
                .build();
        return config.getConfigMapping(StartConfig.class);
    }
}
