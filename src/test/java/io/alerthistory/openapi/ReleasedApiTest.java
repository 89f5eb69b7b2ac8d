package io.alerthistory.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Compares docs/openapi.yaml with that of the last release, the nearest tag v*, or of any commit with
 * {@code -Dopenapi.base=COMMIT}. Only a version that says so may break clients: the next major one, before 1.0 the next minor.
 */
class ReleasedApiTest {

    @Test
    void isKept() throws Exception {
        String base = System.getProperty("openapi.base", git("describe", "--tags", "--abbrev=0", "--match", "v*").strip());
        assumeTrue(!base.isEmpty(), "nothing is released yet");
        String released = git("show", base + ":" + OpenApiDocumentTest.COPY);
        assumeTrue(!released.isEmpty(), base + " has no document");
        ApiDocument before = ApiDocument.of(released);
        ApiDocument now = ApiDocument.of(Files.readString(OpenApiDocumentTest.COPY));
        if (!mayBreak(before.version(), now.version())) {
            assertThat(BreakingChanges.between(before, now)).as("breaks clients of %s", base).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({ "0.1.0, 0.1.1, false", "0.1.0, 0.2.0-SNAPSHOT, true", "0.9.0, 1.0.0, true", "1.0.0, 1.1.0, false",
            "1.9.0, 2.0.0, true", "1.0.0, 1.0.0, false" })
    void mayBreakOnlyWhenTheVersionSaysSo(String before, String now, boolean allowed) {
        assertThat(mayBreak(before, now)).isEqualTo(allowed);
    }

    private static boolean mayBreak(String before, String now) {
        List<String> old = Arrays.asList(before.split("\\."));
        List<String> current = Arrays.asList(now.split("\\."));
        int counts = current.get(0).equals("0") ? 2 : 1;
        return !old.subList(0, counts).equals(current.subList(0, counts));
    }

    /** What git says; nothing when it fails, as in a source archive. */
    private static String git(String... arguments) throws IOException, InterruptedException {
        List<String> command = Stream.concat(Stream.of("git"), Arrays.stream(arguments)).toList();
        try {
            Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? output : "";
        } catch (IOException noGit) {
            return "";
        }
    }
}
