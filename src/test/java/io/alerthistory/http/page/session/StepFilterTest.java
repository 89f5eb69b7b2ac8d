package io.alerthistory.http.page.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.alerthistory.history.LlmOutline;
import io.alerthistory.history.McpOutline;
import io.alerthistory.history.TraceEvent;
import io.alerthistory.interaction.LlmInteractionType;
import io.alerthistory.interaction.McpCommunicationType;

class StepFilterTest {

    private static final TraceEvent MODEL = TraceEvent.of("l-1", 5_000_000, 2_000, "s", 1, 10, new LlmOutline("gpt-x", null,
            LlmInteractionType.INVESTIGATION, null, null, null, null, true, false));
    private static final TraceEvent TOOL = TraceEvent.of("m-1", 6_000_000, "Look at the pods", 10, "s", 2, 10,
            new McpOutline("get_pods", "kubernetes", McpCommunicationType.TOOL_CALL, false, false));

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {
            "-, -, -, true, true",
            "model, -, -, true, false",
            "tool, -, -, false, true",
            "other, -, -, true, true",
            "-, true, -, false, true",
            "model, true, -, false, false",
            "-, -, GPT, true, false",
            "-, -, the pods, false, true",
            "-, -, get_pods of kubernetes, false, true",
            "-, -, nothing, false, false" })
    void aStepHasAllThatIsWanted(String kind, String failures, String text, boolean model, boolean tool) {
        StepFilter filter = StepFilter.of(Map.of("kind", list(kind), "failures", list(failures), "text", list(text)));

        assertThat(filter.matches(MODEL)).isEqualTo(model);
        assertThat(filter.matches(TOOL)).isEqualTo(tool);
    }

    private static List<String> list(String value) {
        return value == null ? List.of() : List.of(value);
    }

    @Test
    void itsAddressHasIt() {
        StepFilter filter = new StepFilter(7, "tool", true, "a&b");

        assertThat(filter.at("/x")).isEqualTo("/x?after_seq=7&kind=tool&failures=true&text=a%26b");
        assertThat(new StepFilter(0, "", false, "").at("/x")).isEqualTo("/x");
    }

    @Test
    void aStepBeginsItsDurationBeforeItsEnd() {
        assertThat(Steps.startUs(MODEL)).isEqualTo(3_000_000);
        assertThat(Steps.name(TOOL)).isEqualTo("get_pods of kubernetes");
        assertThat(Steps.group("a b\"<")).isEqualTo("stage-a_20_b_22__3c_");
    }
}
