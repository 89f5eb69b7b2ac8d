package io.alerthistory.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.alerthistory.database.DatabaseKind;

class BackupRulesTest {

    /** Of the form day:status:verified:size; the day is its identifier, too. */
    private static BackupManifest backup(String text) {
        String[] parts = text.trim().split(":");
        return new BackupManifest(parts[0], parts[1].equals("ok") ? "completed" : "failed", "sqlite", null,
                Long.parseLong(parts[0]),
                0L,
                parts.length > 3 ? Long.valueOf(parts[3]) : null, "0", Verification.of(parts[2]), "7", "1", Map.of(), null,
                null,
                false, null, null);
    }

    private static List<BackupManifest> backups(String text) {
        return Arrays.stream(text.split(" ")).filter(one -> !one.isBlank()).map(BackupRulesTest::backup).toList();
    }

    /** Whatever is too old was begun before day 5. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "9:ok:listed 8:ok:listed 7:ok:listed | ''",
            "9:ok:listed 4:ok:listed 3:ok:rehearsed | 4 3",
            "4:ok:listed 3:ok:listed | 3",
            "4:ok:none 3:ok:listed 2:ok:listed | 2",
            "9:failed:listed 4:ok:listed 3:ok:listed | 3",
            "9:ok:none 8:failed:none 3:ok:none | ''",
            "9:ok:rehearsed 4:failed:none | 4" })
    void retentionKeepsTheNewestVerifiedBackup(String all, String expired) {
        assertThat(RetentionRule.expired(backups(all), 5).stream().map(BackupManifest::backupId)
                .collect(Collectors.joining(" "))).isEqualTo(expired);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "9:failed:listed:5 | ''",
            "9:failed:listed:5 8:failed:listed:5 7:failed:none 6:failed:listed:5 | 8 6",
            "9:failed:none 8:failed:listed:5 7:failed:listed:5 | 7",
            "9:failed:listed:5 8:ok:listed:5 7:failed:listed:5 6:failed:listed:5 | ''",
            "9:ok:listed:5 8:failed:listed:5 7:failed:listed:5 | ''" })
    void ofTheFailedBackupsSinceTheLastCompletedOneOneFileStays(String all, String superseded) {
        assertThat(RetentionRule.superseded(backups(all)).stream().map(BackupManifest::backupId)
                .collect(Collectors.joining(" "))).isEqualTo(superseded);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "'' | false | false | 600",
            "'' | false | true | 600",
            "'' | true | false | 1000",
            "'' | true | true | 2000",
            "2:failed:none:5 | false | false | 600",
            "2:ok:listed:50 1:ok:listed:900 | false | false | 60",
            "2:ok:listed:50 | true | true | 120",
            "3:failed:none 2:ok:listed:50 | true | false | 60" })
    void theNeedOfDiskFollowsTheLastBackup(String all, boolean isSqlite, boolean isEncrypted, long needed) {
        assertThat(new DiskNeed(isSqlite, isEncrypted).bytes(backups(all), 1000)).isEqualTo(needed);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", value = {
            "SQLITE | /a | /a | true",
            "SQLITE | /a | - | true",
            "SQLITE | /a | /b | false",
            "SQLITE | - | - | true",
            "SQLITE | - | /a | false",
            "POSTGRESQL | 1:2 | 1:2 | false" })
    void aManifestOfAnotherDatabaseIsNotOurs(String kind, String ours, String theirs, boolean isOurs) throws IOException {
        BackupManifest manifest = ManifestJson.read("""
                {"backup_id":"x","status":"completed","database":"sqlite","source":%s,"verified":"listed",
                 "service_version":"1","rows":{}}
                """.formatted(theirs == null ? "null" : '"' + theirs + '"').getBytes(StandardCharsets.UTF_8));

        assertThat(new BackupOrigin(DatabaseKind.valueOf(kind), ours).has(manifest)).isEqualTo(isOurs);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "pg_restore: error: no disk | false | pg_restore: error: no disk",
            "pg_restore: error: ERROR:  duplicate key;DETAIL:  Key (id)=(secret);secret: too;Command was: secret;"
                    + "pg_restore: hint: look | false | pg_restore: error: ERROR: duplicate key pg_restore: hint: look",
            "pg_restore: error: COPY failed: ERROR:  bad;CONTEXT:  COPY t, line 1: secret | false "
                    + "| pg_restore: error: COPY failed: ERROR: bad",
            "pg_restore: detail: Command was: secret;secret;pg_restore: error: a | false | pg_restore: error: a",
            "secret;secret;pg_restore: error: a | true | pg_restore: error: a",
            "one;two | false | one two" })
    void whatAProgramQuotesIsNotSaid(String stderr, boolean isCut, String said) {
        assertThat(SafeMessage.of("pg_restore", stderr.replace(';', '\n'), isCut)).isEqualTo(said);
    }

    @Test
    void onlyTheFirstLineOfADatabasesMessageIsSaid() {
        assertThat(SafeMessage.of(new SQLException("ERROR: duplicate key\n  Detail: Key (id)=(secret)")))
                .isEqualTo("ERROR: duplicate key");
        assertThat(SafeMessage.of(new SQLException())).isEqualTo("null");
    }

    @Test
    void recipientsThatNameNobodyAreRefused() {
        assertThat(new Encryption(Optional.empty()).isOn()).isFalse();
        assertThat(new Encryption(Optional.of("age1a, age1b")).isOn()).isTrue();
        assertThatThrownBy(() -> new Encryption(Optional.of(" , "))).isInstanceOf(IllegalArgumentException.class);
    }

    /** Who reads its output would wait for ever; the limit begins with the program. */
    @Test
    void aProgramIsKilledWhoeverReadsItsOutput() throws Exception {
        try (Child child = new Children().start(List.of("sleep", "600"), Map.of(), Redirect.PIPE, Redirect.PIPE,
                Duration.ofMillis(200))) {
            assertThat(child.stdout().readAllBytes()).isEmpty();
            assertThatThrownBy(child::await).isInstanceOf(BackupException.class).hasMessageContaining("was killed");
        }
    }

    @Test
    void aManifestIsReadAsItWasWritten() throws IOException {
        BackupManifest manifest = new BackupManifest("id", "failed", "postgresql", "76:5", 1, 2, 3L, "abc", Verification.LISTED,
                "7",
                "1.0",
                Map.of("t", 5L, "a\"b", 6L), "public", "extensions", true, "why \"so\"", "because");

        assertThat(ManifestJson.read(ManifestJson.write(manifest))).isEqualTo(manifest);
        assertThat(manifest.fileName()).isEqualTo("id.dump.age");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "{} ", "[] ", "nonsense ", "{\"backup_id\": \"x\"} ",
            "{\"backup_id\":\"x\",\"status\":\"s\",\"database\":\"d\",\"verified\":\"a lot\",\"service_version\":\"1\"}" })
    void whatIsNoManifestIsRefused(String text) {
        assertThatThrownBy(() -> ManifestJson.read(text.getBytes(StandardCharsets.UTF_8))).isInstanceOf(IOException.class);
    }

    @Test
    void aDifferenceNamesTheTable() {
        TableSums expected = new TableSums(Map.of("a", 1L, "b", 2L, "c", 3L), Map.of("c", "x"));

        assertThat(expected.difference(expected)).isEmpty();
        assertThat(expected.difference(new TableSums(Map.of("a", 1L, "b", 3L, "c", 3L, "d", 0L), Map.of("c", "y")))).isEqualTo(
                "b has 3 rows instead of 2; c has 3 rows instead of 3 with another content; d has 0 rows instead of null");
    }

    @Test
    void pgDumpTakesAnyNameOfASchemaLiterally() {
        assertThat(Stream.of("public", "a*b", "a\"b").map(PostgresSnapshot::quoted)).containsExactly("\"public\"", "\"a*b\"",
                "\"a\"\"b\"");
    }
}
