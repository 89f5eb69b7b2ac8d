package io.alerthistory.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which of several installations is used, with scripts in the place of the programs. */
class PostgresProgramsTest {

    @TempDir
    Path folder;

    private final Children children = new Children();

    /** @param reads whether its pg_restore can read any file */
    private Path install(Path bin, int major, boolean reads) throws IOException {
        Files.createDirectories(bin);
        script(bin.resolve("pg_dump"), "echo 'pg_dump (PostgreSQL) " + major + ".3 (Debian)'");
        script(bin.resolve("pg_restore"), reads ? "echo 'listed by " + major + "'" : "echo 'unsupported version' >&2; exit 1");
        return bin;
    }

    private static void script(Path file, String body) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private List<PostgresPrograms> installed(Path... path) throws Exception {
        String joined = String.join(File.pathSeparator, List.of(path).stream().map(Path::toString).toList());
        return PostgresPrograms.installed(joined, folder.resolve("postgresql"), children);
    }

    @Test
    void thoseInPathComeFirstAndTheOthersByTheirVersion() throws Exception {
        Path second = install(folder.resolve("second"), 15, true);
        Path first = install(folder.resolve("first"), 16, true);
        for (int major : List.of(9, 17, 14)) {
            install(folder.resolve("postgresql/" + major + "/bin"), major, true);
        }

        assertThat(installed(first, folder.resolve("empty"), second)).extracting(PostgresPrograms::major)
                .containsExactly(16, 15, 9, 14, 17);
    }

    @Test
    void nothingIsInstalled() throws Exception {
        assertThat(installed(folder)).isEmpty();
    }

    @Test
    void theFirstThatCanReadAFileIsUsed() throws Exception {
        Path older = install(folder.resolve("older"), 15, false);
        install(folder.resolve("postgresql/17/bin"), 17, true);

        PostgresPrograms.Reading reading = PostgresPrograms.reading(folder.resolve("a.dump"), installed(older), children);

        assertThat(reading.programs().major()).isEqualTo(17);
        assertThat(reading.listing()).isEqualTo("listed by 17\n");
    }

    @Test
    void whenNoneCanReadAFileTheFirstSaysWhy() throws Exception {
        Path older = install(folder.resolve("older"), 15, false);

        assertThatThrownBy(() -> PostgresPrograms.reading(folder.resolve("a.dump"), installed(older), children))
                .isInstanceOf(BackupException.class).hasMessageContaining("unsupported version");
    }
}
