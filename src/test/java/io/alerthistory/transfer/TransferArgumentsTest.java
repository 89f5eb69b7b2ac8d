package io.alerthistory.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransferArgumentsTest {

    @Test
    void readsWhatIsGiven() {
        TransferArguments given = of("--resume --to postgresql://u:secret@h/n --from sqlite:///a.db");

        assertThat(given.from()).isEqualTo("sqlite:///a.db");
        assertThat(given.resume()).isTrue();
        assertThat(given.dryRun()).isFalse();
        assertThat(given.settings()).containsEntry("DATABASE_URL", "postgresql://u:secret@h/n");
        assertThat(given).asString().doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "--from sqlite:///a.db", "--from sqlite:///a.db --to sqlite:///b.db",
            "--from postgresql://u:secret@h/a --to postgresql://u:secret@h/b",
            "--from sqlite:///:memory: --to postgresql://u@h/n",
            "--from sqlite:///a.db --to postgresql://u:secret@h/n --dry-run --resume",
            "--from sqlite:///a.db --to postgresql://u:secret@h/n --fast", "--from sqlite:///a.db --to mysql://u:secret@h/n" })
    void refusesOtherArgumentsWithoutShowingAPassword(String arguments) {
        assertThatIllegalArgumentException().isThrownBy(() -> of(arguments))
                .satisfies(refused -> assertThat(refused.getMessage()).isNotBlank().doesNotContain("secret"));
    }

    private static TransferArguments of(String arguments) {
        return TransferArguments.of(List.of(arguments.split(" ")));
    }
}
