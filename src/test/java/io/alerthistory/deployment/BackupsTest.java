package io.alerthistory.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** deploy/postgres/backups: which backup is due, what it says of an old one, and which targets it takes; without pgBackRest. */
class BackupsTest {

    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("HH:mm").withZone(ZoneOffset.UTC);

    @TempDir
    Path folder;

    private record Outcome(int code, String said, String asked) {
    }

    /** The script beside a pgBackRest that lists these backups, and notes what else it is asked for. */
    private Outcome run(List<String> backups, String dueAt, String... arguments) throws IOException, InterruptedException {
        Path program = Files.writeString(folder.resolve("pgbackrest"), """
                #!/bin/bash
                if [ "${!#}" = info ]; then cat "$FOLDER/info"; else echo "$*" >> "$FOLDER/asked"; fi
                """);
        assertThat(program.toFile().setExecutable(true)).isTrue();
        Files.write(folder.resolve("info"), backups.stream().map(name -> "        full backup: " + name).toList());
        Path asked = Files.writeString(folder.resolve("asked"), "");
        List<String> command = new ArrayList<>(List.of("bash", "deploy/postgres/backups"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PATH", folder + ":" + System.getenv("PATH"));
        builder.environment().put("FOLDER", folder.toString());
        builder.environment().put("BACKUP_AT", dueAt);
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), said, Files.readString(asked).strip());
    }

    private static Instant hoursAgo(int hours) {
        return Instant.now().minus(Duration.ofHours(hours));
    }

    private static String full(int hoursAgo) {
        return NAME.format(hoursAgo(hoursAgo)) + "F";
    }

    private static String differential(int hoursAgo) {
        return full(200) + "_" + NAME.format(hoursAgo(hoursAgo)) + "D";
    }

    /** Backups are due at what was two hours ago. */
    @ParameterizedTest
    @CsvSource({ "0, 0, full", "1, 0, ''", "3, 0, diff", "25, 1, ''", "25, 3, diff", "100, 26, diff", "140, 26, diff",
            "150, 26, full", "150, 1, full", "300, 26, full" })
    void takesAFullOneAWeekAndADifferentialOneOnTheOtherDays(int newestFull, int newestOther, String wanted) throws Exception {
        List<String> backups = new ArrayList<>();
        if (newestFull > 0) {
            backups.addAll(List.of(full(newestFull), full(400)));
        }
        if (newestOther > 0) {
            backups.add(differential(newestOther));
        }

        Outcome outcome = run(backups, MINUTE.format(hoursAgo(2)), "due");

        assertThat(outcome.asked()).isEqualTo(wanted.isEmpty() ? "" : "--stanza=history --type=" + wanted + " backup");
        assertThat(outcome.code()).isZero();
    }

    @Test
    void isHealthyWhileTheNewestIsYoungerThanADay() throws Exception {
        assertThat(run(List.of(full(300), differential(25)), "02:30", "healthy").code()).isZero();
        assertThat(run(List.of(full(300), differential(27)), "02:30", "healthy").code()).isEqualTo(1);
        assertThat(run(List.of(), "02:30", "healthy").code()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = { "2026-11-29 03:12:00+00", "2026-11-29 03:12:00.5-05:30", "2026-11-29 03:12+0100" })
    void recoversToATimeWithItsOffset(String target) throws Exception {
        Outcome outcome = run(List.of(), "02:30", "restore", target);

        assertThat(outcome.asked()).isEqualTo("--stanza=history --type=time --target=" + target
                + " --target-action=promote --target-timeline=latest --delta restore");
    }

    @Test
    void recoversToTheEndAndAlongAnOlderTimeline() throws Exception {
        assertThat(run(List.of(), "02:30", "restore", "latest", "1").asked())
                .isEqualTo("--stanza=history --type=default --target-timeline=1 --delta restore");
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "2026-11-29 03:12:00", "yesterday", "2026-11-29T03:12:00Z", "2026-11-29 03:12:00+00 --force" })
    void refusesATargetThatIsNotOneMoment(String target) throws Exception {
        Outcome outcome = run(List.of(), "02:30", "restore", target);

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.said()).contains("a time with its offset", "'" + target + "'");
        assertThat(outcome.asked()).isEmpty();
    }

    @Test
    void refusesATimelineThatIsNone() throws Exception {
        assertThat(run(List.of(), "02:30", "restore", "latest", "--force").said()).contains("the timeline is a number");
    }
}
