package io.alerthistory.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationCommandTest {

    @ParameterizedTest
    @CsvSource({ "'', SERVE,, false", "migrate, RUN,, false", "migrate run, RUN,, false", "migrate run --to 5, RUN, 5, false",
            "migrate status, STATUS,, false", "migrate rollback --to 6, ROLLBACK, 6, false",
            "migrate safety 8, SAFETY, 8, false", "migrate rollback --to 6 --backup skip, ROLLBACK, 6, true",
            "migrate rollback --backup skip --to 6, ROLLBACK, 6, true" })
    void readsWhatToDo(String arguments, MigrationCommand.Action action, String target, boolean withoutBackup) {
        assertThat(MigrationCommand.of(split(arguments))).isEqualTo(new MigrationCommand(action, target, withoutBackup));
    }

    @ParameterizedTest
    @ValueSource(strings = { "migrate down", "migrate run --to", "migrate run --to latest", "migrate run --to -1",
            "migrate run --backup skip", "migrate rollback", "migrate rollback --to 6 --backup none", "migrate status --to 5",
            "migrate run 5", "migrate safety", "migrate safety --to 8", "migrate safety 8 9", "migrate safety next",
            "migrate rollback --to 6 --now yes" })
    void refusesWhatItDoesNotKnow(String arguments) {
        assertThatThrownBy(() -> MigrationCommand.of(split(arguments))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("usage: migrate");
    }

    @Test
    void onlyOneThatServesGoesOn() {
        assertThat(MigrationCommand.of(List.of()).isOneOff()).isFalse();
        assertThat(MigrationCommand.of(List.of("migrate", "status")).isOneOff()).isTrue();
    }

    private static List<String> split(String arguments) {
        return arguments.isEmpty() ? List.of() : List.of(arguments.split(" "));
    }
}
