package io.alerthistory.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.alerthistory.request.Role;

class AccessKeyTest {

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {
            // secret, expires, revoked, now, opens
            "current, -, -, 100, true",
            "other, -, -, 100, false",
            "current, 101, -, 100, true",
            "current, 100, -, 100, false",
            "current, -, 99, 100, false",
            "former, -, -, 49, true",
            "former, -, -, 50, false",
            "former, 40, -, 45, false",
            "former, -, 1, 45, false" })
    void opensWithItsSecretsUntilTheirTimeIsOver(String secret, @Nullable Long expires, @Nullable Long revoked, long now,
            boolean opens) {
        AccessKey key = new AccessKey("id", "agent", List.of(Role.AGENT), SecretHash.of("current"),
                new AccessKey.FormerSecret(SecretHash.of("former"), 50), 1, "admin", expires, null, revoked);

        assertThat(key.isOpenedBy(SecretHash.of(secret), now)).isEqualTo(opens);
    }
}
