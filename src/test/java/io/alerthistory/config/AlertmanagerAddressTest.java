package io.alerthistory.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AlertmanagerAddressTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", value = {
            "http://am:9093                       | ''   | http://am:9093            | -",
            "=http://am:9093                      | ''   | http://am:9093            | -",
            "eu-1=http://am:9093/                 | eu-1 | http://am:9093            | -",
            "eu-1=https://am.example.org/prefix/  | eu-1 | https://am.example.org/prefix | -",
            "a=b=http://am                        | a=b  | http://am                 | -",
            "eu=http://user:p%40ss=1@am:1/x=y     | eu   | http://am:1/x=y           | user:p@ss=1",
            "eu=http://[::1]:9093                 | eu   | http://[::1]:9093         | -" })
    void isReadWithItsSource(String text, String source, String url, @Nullable String userInfo) {
        assertThat(AlertmanagerAddress.parse(text)).singleElement().satisfies(address -> {
            assertThat(address.source()).isEqualTo(source);
            assertThat(address.url()).hasToString(url);
            assertThat(address.userInfo()).isEqualTo(userInfo);
            assertThat(address.toString()).isEqualTo(source + "=" + url);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = { "", ",", "am:9093", "ftp://am", "eu=http://", "http://am?x=secret", "http://am/#secret",
            "eu=http://user:secret@", "http://a b:secret@am", "http://am,,http://am", "eu\u0007=http://am" })
    void isRefusedWithoutWhatWasWritten(String text) {
        assertThatThrownBy(() -> AlertmanagerAddress.parse(text)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "eu=http://a:b@am:1,us=https://c:d@e@am2 | eu=http://***@am:1,us=https://***@am2",
            "http://token@am                         | http://***@am",
            "eu=http://am                            | eu=http://am" })
    void isShownWithoutPasswords(String text, String shown) {
        assertThat(Secrets.masked(Setting.ALERTMANAGER_URLS, text)).isEqualTo(shown);
    }
}
