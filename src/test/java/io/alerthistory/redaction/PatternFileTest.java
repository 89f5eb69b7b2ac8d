package io.alerthistory.redaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The lines of REDACT_PATTERNS_FILE. */
class PatternFileTest {

    @Test
    void readsNamedAndUnnamedExpressions() {
        assertThat(PatternFile.parse("f", "\uFEFF# tokens\r\n\r\n  token = tok_[a-z]+ \r\nkey=\\S+\r\ne-mail = a = b\n"))
                .extracting(RedactionPattern::name, pattern -> pattern.expression().pattern())
                .containsExactly(org.assertj.core.groups.Tuple.tuple("token", "tok_[a-z]+"),
                        org.assertj.core.groups.Tuple.tuple("line_4", "key=\\S+"),
                        org.assertj.core.groups.Tuple.tuple("e-mail", "a = b"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "a~(b| f, line 2: the expression is not valid RE2: missing closing )",
            "a~(?<=b)c| f, line 2: the expression is not valid RE2: invalid named capture",
            "a~b~x*| f, line 3: the expression matches an empty text, so it would match everywhere",
            "n = a~n = b| f, line 2: another expression has the name n",
            "# nothing| f: the file must have 1 to 100 expressions" })
    void namesTheFileTheLineAndTheReasonOfABrokenLine(String lines, String message) {
        assertThatThrownBy(() -> PatternFile.parse("f", lines.replace('~', '\n')))
                .isInstanceOf(IllegalArgumentException.class).hasMessage(message.strip());
    }

    @Test
    void doesNotRepeatAnExpressionThatMayBeTheSecret() {
        assertThatThrownBy(() -> PatternFile.parse("f", "hunter2(")).hasMessageNotContaining("hunter2");
    }

    @Test
    void refusesAFileThatIsTooLargeOrNoText(@TempDir Path folder) throws Exception {
        Path large = Files.writeString(folder.resolve("large"), "#".repeat(65_537));
        Path binary = Files.write(folder.resolve("binary"), new byte[] { 'a', (byte) 0xff });
        assertThatThrownBy(() -> PatternFile.check(large.toString()))
                .hasMessage(large + ": the file must have at most 65536 bytes");
        assertThatThrownBy(() -> PatternFile.check(binary.toString()))
                .hasMessage(binary + ": the file must be readable, and text in UTF-8");
        assertThatThrownBy(() -> PatternFile.check(folder + "/none"))
                .hasMessage(folder + "/none: the file must be readable, and text in UTF-8");
    }
}
