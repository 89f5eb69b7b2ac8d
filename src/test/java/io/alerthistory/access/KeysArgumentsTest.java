package io.alerthistory.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.alerthistory.request.Role;

class KeysArgumentsTest {

    private static KeysArguments of(String line) {
        return KeysArguments.of(line.isEmpty() ? List.of() : List.of(line.split(" ")));
    }

    @Test
    void aKeyHasANameRolesAndATime() {
        assertThat(of("create --name ci --role agent --role viewer --expires 90d"))
                .isEqualTo(new KeysArguments(KeysArguments.Action.CREATE, "", "ci", List.of(Role.AGENT, Role.VIEWER),
                        Duration.ofDays(90)));
        assertThat(of("create --role admin --name root").expires()).isNull();
        assertThat(of("create --role admin --name root --expires 12h").expires()).isEqualTo(Duration.ofHours(12));
    }

    @Test
    void aKeyIsRevokedByItsIdOrByItself() {
        KeyText key = KeyText.random(new SecureRandom());

        assertThat(of("revoke " + key.id()).id()).isEqualTo(key.id());
        assertThat(of("revoke " + key.text()).id()).isEqualTo(key.id());
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "make", "list all", "revoke", "revoke a b", "create", "create --name a", "create --role admin",
            "create --name a --role", "create --name a --role root", "create --name a --role admin --expires 0d",
            "create --name a --role admin --expires 90", "create --name a --role ADMIN", "create --name a --color red" })
    void aWrongUsageIsExplained(String line) {
        assertThatThrownBy(() -> of(line)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("usage: keys");
    }
}
