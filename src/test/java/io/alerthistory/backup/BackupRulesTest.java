package io.alerthistory.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackupRulesTest {

    /** Of the form day:status:verified:size; the day is its identifier, too. */
    private static BackupManifest backup(String text) {
        String[] parts = text.trim().split(":");
        return new BackupManifest(parts[0], parts[1].equals("ok") ? "completed" : "failed", "sqlite", Long.parseLong(parts[0]),
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
            "'' | 1000 | 600",
            "2:failed:none:5 | 1000 | 600",
            "2:ok:listed:50 1:ok:listed:900 | 1000 | 60",
            "3:failed:none 2:ok:listed:50 | 1000 | 60" })
    void theNeedOfDiskFollowsTheLastBackup(String all, long databaseBytes, long needed) {
        assertThat(DiskNeed.bytes(backups(all), databaseBytes)).isEqualTo(needed);
    }

    @Test
    void aManifestIsReadAsItWasWritten() throws IOException {
        BackupManifest manifest = new BackupManifest("id", "failed", "postgresql", 1, 2, 3L, "abc", Verification.LISTED, "7",
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
