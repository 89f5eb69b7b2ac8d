package io.alerthistory.http.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeverityTest {

    @ParameterizedTest
    @CsvSource(nullValues = "null", value = { "critical, critical, critical", "Critical, Critical, critical",
            "page, page, critical",
            "high, high, error", "warning, warning, warning", "none, none, info", "odd, odd, other", "null, no severity, other",
            "'', no severity, other" })
    void theWordsOfPeopleAreKnown(String label, String shown, String style) {
        Severity severity = Severity.of(label);
        assertThat(severity.label()).isEqualTo(shown);
        assertThat(severity.style()).isEqualTo(style);
    }

    @Test
    void theWorstComesFirstAndUnknownWordsBeforeNone() {
        assertThat(Stream.of(null, "odd", "info", "even", "critical", "warning").map(Severity::of).sorted(Severity.ORDER)
                .map(Severity::label)).containsExactly("critical", "warning", "info", "even", "odd", Severity.MISSING);
    }
}
