package io.alerthistory.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** bin/recovery-drill, as far as it goes without a database. CI runs the rest of it. */
class RecoveryDrillTest {

    @ParameterizedTest
    @CsvSource({ "--help, 0, usage: bin/recovery-drill", "--second 5, 2, usage: bin/recovery-drill", "--seconds, 2, usage:",
            "--seconds 2, 2, a number from 3 on", "--seconds 5;id, 2, a number from 3 on",
            "--jar nowhere.jar, 1, package -DskipTests makes" })
    void saysHowItIsUsed(String options, int code, String said) throws Exception {
        List<String> command = new ArrayList<>(List.of("bin/recovery-drill"));
        command.addAll(List.of(options.split(" ", -1)));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();

        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).contains(said);
        assertThat(process.waitFor()).isEqualTo(code);
    }

    @Test
    void isPartOfTheContinuousIntegration() throws Exception {
        assertThat(Files.readString(Path.of(".ci/run"))).contains("packages+=(pgbackrest)")
                .containsSubsequence("./mvnw verify 2>&1", "bin/recovery-drill || failed $?", "Summary of ./mvnw verify");
    }
}
