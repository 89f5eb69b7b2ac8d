package io.alerthistory.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SelfTestNamesTest {

    @Test
    void everyTestHasTheNameOfItsRoute() {
        assertThat(SelfTest.values()).allSatisfy(test -> assertThat(SelfTest.of(test.routeName())).contains(test));
        assertThat(SelfTest.of("adhd-performance")).contains(SelfTest.LATENCY);
        assertThat(SelfTest.of("LATENCY")).isEmpty();
        assertThat(SelfTest.names())
                .isEqualTo("full-suite, connection-pooling, latency, load-performance, adhd-performance");
    }
}
