package io.alerthistory.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessChoiceTest {

    private static Settings settings(String variables) {
        Map<String, String> set = Arrays.stream(variables.split(" ")).map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        return Settings.read(set::get);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "A=1 | none", "ENVIRONMENT=development | none", "ENVIRONMENT=staging | key",
            "ENVIRONMENT=production | key", "AUTH_MODE=proxy, | proxy", "AUTH_MODE=PROXY,key,oidc,key | key,oidc,proxy",
            "AUTH_MODE=none | none" })
    void readsTheWaysToSignIn(String variables, String ways) {
        assertThat(settings(variables).required(Setting.AUTH_MODE)).isEqualTo(ways);
    }

    @ParameterizedTest
    @ValueSource(strings = { "AUTH_MODE=none,key", "AUTH_MODE=ldap", "AUTH_MODE=," })
    void refusesWhatIsNoWay(String variables) {
        assertThatThrownBy(() -> settings(variables)).hasMessageStartingWith("AUTH_MODE must be none alone, or some of key");
    }

    @ParameterizedTest
    @ValueSource(strings = { "A=1", "ENVIRONMENT=production", "AUTH_MODE=none", "AUTH_MODE=key",
            "ENVIRONMENT=production AUTH_MODE=none AUTH_ALLOW_ANONYMOUS=true",
            "AUTH_MODE=proxy AUTH_PROXY_TRUSTED=::1 AUTH_PROXY_SECRET=s",
            "ENVIRONMENT=production AUTH_MODE=oidc OIDC_ISSUER=https://a OIDC_CLIENT_ID=c" })
    void acceptsAChoice(String variables) {
        assertThatCode(() -> AccessChoice.check(settings(variables))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "ENVIRONMENT=production AUTH_MODE=none | ENVIRONMENT=production with AUTH_MODE=none would let anybody read and write",
            "ENVIRONMENT=staging AUTH_MODE=none AUTH_ALLOW_ANONYMOUS=false | ENVIRONMENT=staging with AUTH_MODE=none would",
            "AUTH_MODE=proxy | AUTH_MODE has proxy, which also needs AUTH_PROXY_TRUSTED and AUTH_PROXY_SECRET",
            "AUTH_MODE=key,proxy AUTH_PROXY_TRUSTED=10.0.0.0/8 | AUTH_MODE has proxy, which also needs AUTH_PROXY_SECRET",
            "AUTH_MODE=key,oidc OIDC_ISSUER=https://a | AUTH_MODE has oidc, which also needs OIDC_CLIENT_ID" })
    void refusesAChoiceWithALineForTheOperator(String variables, String message) {
        assertThatThrownBy(() -> AccessChoice.check(settings(variables))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }
}
