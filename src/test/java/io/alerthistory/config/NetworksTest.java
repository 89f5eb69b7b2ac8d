package io.alerthistory.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworksTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "10.0.0.0/8 | 10.255.1.2 | true", "10.0.0.0/8 | 11.0.0.0 | false", "10.1.2.3 | 10.1.2.3 | true",
            "10.1.2.3 | 10.1.2.4 | false", "10.1.2.3/32 | 10.1.2.2 | false", "172.16.0.0/12 | 172.31.255.255 | true",
            "172.16.0.0/12 | 172.32.0.0 | false", "0.0.0.0/0 | 198.51.100.7 | true", "0.0.0.0/0 | ::1 | false",
            "::1 | 0:0:0:0:0:0:0:1 | true", "fd00::/8 | fd12::5 | true", "fd00::/8 | fe80::1 | false",
            "10.0.0.0/8 | ::ffff:10.1.1.1 | true", "::ffff:10.0.0.1 | 10.0.0.1 | true",
            "192.0.2.0/24, ::1/128 | ::1 | true", "10.0.0.0/8 | localhost | false", "10.0.0.0/8 | '' | false" })
    void containTheAddressesOfTheirPrefix(String networks, String address, boolean contained) {
        assertThat(Networks.parse(networks).contain(address)).isEqualTo(contained);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "localhost", "10.0.0.0/33", "::1/129", "10.0.0.0/-1", "10.0.0.0/", "10.0.0/8", "10.0.0.0/8,",
            "10.0.0.0/8 ; 11.0.0.0/8", "*" })
    void areRefusedWhenOneIsNone(String networks) {
        assertThatThrownBy(() -> Networks.parse(networks)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must list IP addresses or networks, separated by commas");
    }

    @Test
    void knowNoConnectionWithoutAnAddress() {
        assertThat(Networks.parse("0.0.0.0/0").contain(null)).isFalse();
    }
}
