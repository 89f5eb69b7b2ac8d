package io.alerthistory.interaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.alerthistory.error.FieldError;
import io.alerthistory.error.ProblemException;
import io.alerthistory.json.JsonText;
import io.alerthistory.json.Strings;

class PayloadLimitsTest {

    private static final String LONG = "x".repeat(Strings.MAX_LENGTH + 1);
    private static final JsonText LARGE = new JsonText("\"" + "x".repeat(PayloadLimits.MAX_RESULT_BYTES - 1) + "\"");

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void leaveWhatIsWithinThem(boolean cutting) {
        List<String> made = PayloadLimits.apply(List.of("a", "b"), cutting, (request, limits) -> {
            assertThat(limits.text("text", null)).isNull();
            assertThat(limits.json("json", null)).isNull();
            assertThat(limits.result("result", null)).isNull();
            assertThat(limits.json("json", LARGE)).isSameAs(LARGE); // that limit is the result's
            assertThat(limits.truncated()).isFalse();
            return limits.text("text", request);
        });
        assertThat(made).containsExactly("a", "b");
    }

    @Test
    void cutWhatExceedsThemAndTellInWhich() {
        List<Boolean> cut = new ArrayList<>();
        List<Integer> lengths = PayloadLimits.apply(List.of("a", LONG, "b"), true, (request, limits) -> {
            int length = String.valueOf(limits.text("text", request)).length();
            cut.add(limits.truncated());
            return length;
        });
        assertThat(lengths).containsExactly(1, Strings.MAX_LENGTH, 1);
        assertThat(cut).containsExactly(false, true, false);
    }

    @Test
    void refuseEverythingThatExceedsThemAtOnce() {
        assertThatThrownBy(() -> PayloadLimits.apply(List.of("a", "b"), false, (request, limits) -> {
            limits.text("text", LONG);
            limits.json("json", new JsonText("[\"" + LONG + "\"]"));
            limits.result("result", LARGE);
            assertThat(limits.truncated()).isFalse();
            return request;
        })).isInstanceOfSatisfying(ProblemException.class,
                problem -> assertThat(problem.errors()).extracting(FieldError::pointer).containsExactly("/0/text", "/0/json",
                        "/0/result", "/1/text", "/1/json", "/1/result"));
    }
}
