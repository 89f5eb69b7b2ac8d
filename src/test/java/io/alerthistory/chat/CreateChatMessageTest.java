package io.alerthistory.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.alerthistory.error.ProblemException;

class CreateChatMessageTest {

    private static final String PAIR = "\uD83D\uDE00"; // one character, two chars

    static Stream<Arguments> taken() {
        return Stream.of(Arguments.of("x", "x"), Arguments.of(" \t\n why?\r\n\u2003", "why?"), Arguments.of("a  b", "a  b"),
                Arguments.of(" " + PAIR.repeat(100_000) + " ", PAIR.repeat(100_000)));
    }

    @ParameterizedTest
    @MethodSource("taken")
    void trimsWhatItTakes(String sent, String kept) {
        assertThat(new CreateChatMessage(sent).content()).isEqualTo(kept);
    }

    static Stream<@Nullable String> refused() {
        return Stream.of(null, "", " ", "\u2003\n\t", PAIR.repeat(100_000) + "x", "x".repeat(100_001));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesNothingAndTooMuch(@Nullable String sent) {
        assertThatThrownBy(() -> new CreateChatMessage(sent)).isInstanceOfSatisfying(ProblemException.class,
                problem -> assertThat(problem.errors()).singleElement()
                        .satisfies(error -> assertThat(error.pointer()).isEqualTo("/content")));
    }
}
