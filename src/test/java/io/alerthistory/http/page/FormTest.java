package io.alerthistory.http.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.alerthistory.error.ProblemException;

class FormTest {

    @Test
    void aFormHasItsFieldsInOrder() {
        Form form = Form.of("name=+a+b%26c+&role=viewer&role=agent&empty=&alone");

        assertThat(form.value("name")).isEqualTo("a b&c");
        assertThat(form.values("role")).containsExactly("viewer", "agent");
        assertThat(form.value("empty")).isNull();
        assertThat(form.value("alone")).isNull();
        assertThat(form.value("missing")).isNull();
        assertThat(form.isChecked("role")).isTrue();
        assertThat(form.isChecked("empty")).isFalse();
    }

    @Test
    void noBodyIsAnEmptyForm() {
        assertThat(Form.of(null).fields()).isEmpty();
        assertThat(Form.of("").fields()).isEmpty();
    }

    @Test
    void fieldsAreBounded() {
        assertThat(Form.of("a=b&".repeat(199) + "a=b").values("a")).hasSize(200);
        assertThatThrownBy(() -> Form.of("&".repeat(10_000_000))).isInstanceOf(ProblemException.class)
                .hasMessageContaining("200");
    }

    @ParameterizedTest
    @ValueSource(strings = { "a=%", "a=%zz", "a=%00" })
    void whatIsNoFormIsRefused(String body) {
        assertThatThrownBy(() -> Form.of(body)).isInstanceOf(ProblemException.class);
    }

    @ParameterizedTest
    @CsvSource({ "0, 0 bytes", "999, 999 bytes", "1000, 1.0 kB", "1500000, 1.5 MB", "9223372036854775807, 9.2 EB" })
    void aSizeHasAUnit(long bytes, String words) {
        assertThat(Words.bytes(bytes)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({ "session_list, Session list", "load-performance, Load performance", "x, X", "'', ''" })
    void aNameBecomesWords(String name, String words) {
        assertThat(Words.ofName(name)).isEqualTo(words);
    }
}
