package io.alerthistory.http.page.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.alerthistory.http.page.Hyperlink;
import io.alerthistory.http.page.session.SessionView.Fact;
import io.alerthistory.http.page.session.SessionView.Facts;
import io.alerthistory.json.JsonText;

class AlertDataTest {

    @Test
    void labelsAndAnnotationsAreTablesOfTheirOwn() {
        List<Facts> facts = AlertData.of(new JsonText(
                "{\"pod\":\"a\",\"count\":1.50,\"labels\":{\"team\":\"ops\"},\"commonAnnotations\":{\"url\":\"https://example.org/x\"},\"more\":{\"a\":[1]}}"));

        assertThat(facts).extracting(Facts::title).containsExactly("", "Labels", "Common annotations");
        assertThat(facts.get(0).shown()).containsExactly(new Fact("pod", "a", null), new Fact("count", "1.50", null),
                new Fact("more", "{\"a\":[1]}", null));
        assertThat(facts.get(2).shown()).containsExactly(new Fact("url", "https://example.org/x", "https://example.org/x"));
    }

    @Test
    void manyLabelsAreFolded() {
        String labels = IntStream.range(0, 300).mapToObj(i -> "\"l" + i + "\":\"v\"").collect(Collectors.joining(","));

        Facts facts = AlertData.of(new JsonText("{\"labels\":{" + labels + "}}")).get(0);

        assertThat(facts.shown()).hasSize(AlertData.SHOWN);
        assertThat(facts.folded()).hasSize(300 - AlertData.SHOWN);
        assertThat(facts.left()).isZero();
    }

    @Test
    void aLongValueIsCut() {
        Facts facts = AlertData.of(new JsonText("{\"a\":\"" + "x".repeat(5_000) + "\"}")).get(0);

        assertThat(facts.shown().get(0).value()).hasSize(601).endsWith("…");
    }

    @ParameterizedTest
    @ValueSource(strings = { "[]", "1", "\"a\"", "null", "{}", "{\"labels\":{}}" })
    void whatHasNoMembersHasNoTable(String json) {
        assertThat(AlertData.of(new JsonText(json))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "javascript:alert(1)", "data:text/html,x", "//example.org", "https:x", "ftp://example.org", "x",
            "https://exa mple.org", " ", "file:///etc/passwd" })
    void onlyWebAddressesAreLinks(String text) {
        assertThat(Hyperlink.of(text)).isNull();
    }
}
