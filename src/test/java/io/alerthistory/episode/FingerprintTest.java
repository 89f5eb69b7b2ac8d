package io.alerthistory.episode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Fingerprints are those that real Alertmanagers made. */
class FingerprintTest {

    static Stream<Arguments> recorded() {
        return Stream.of(
                Arguments.of("2fff016e09e047f5", Map.of("alertname", "A", "site", "1")),
                Arguments.of("3009016e09e89c7a", Map.of("alertname", "A", "site", "2")),
                Arguments.of("55fde0497bcf9513", Map.of("alertname", "QueueDeep", "cluster", "test", "instance",
                        "127.0.0.1:19099", "job", "alerts", "severity", "critical", "site", "b", "team", "ops")),
                Arguments.of("bc7144d5b0af6e0f", Map.of("alertname", "NodeDown", "cluster", "eu-1", "instance",
                        "127.0.0.1:39080", "job", "demo", "node", "node-a", "severity", "critical", "team", "infra")));
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void isAlertmanagersOwn(String fingerprint, Map<String, String> labels) {
        assertThat(Fingerprint.of(new TreeMap<>(labels))).isEqualTo(fingerprint);
    }

    @Test
    void isTheSameAsADecimalNumber() {
        assertThat(Fingerprint.ofDecimal("13578710036081765903")).isEqualTo("bc7144d5b0af6e0f");
        assertThat(Fingerprint.ofDecimal("1")).isEqualTo("0000000000000001");
        assertThatThrownBy(() -> Fingerprint.ofDecimal("-1")).isInstanceOf(NumberFormatException.class);
    }

    @Test
    void isTheOffsetBasisWithoutLabels() {
        assertThat(Fingerprint.of(new TreeMap<>())).isEqualTo("cbf29ce484222325");
    }
}
