package io.alerthistory.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.alerthistory.history.CursorSigner;
import io.alerthistory.history.HistoryStore;
import io.alerthistory.support.Await;
import io.alerthistory.support.Samples;

/** Where signing keys are kept: replicas that start together agree. */
interface SigningKeyStoreContract {

    HistoryStore history();

    @Test
    default void theFirstSecretOfManyIsEverybodysSecret() {
        String name = Samples.id();

        List<byte[]> secrets = Await.together(20, i -> history().findOrStoreSecret(name, secret(i), i));

        assertThat(secrets).hasSize(20).allSatisfy(secret -> assertThat(secret).isEqualTo(secrets.get(0)));
        assertThat(secrets.get(0)).isEqualTo(secret(secrets.get(0)[0]));
        assertThat(Await.on(() -> history().findOrStoreSecret(name, secret(99), 99))).isEqualTo(secrets.get(0));
    }

    @Test
    default void eachNameHasASecretOfItsOwn() {
        String name = Samples.id();
        Await.on(() -> history().findOrStoreSecret(name, secret(1), 1));

        assertThat(Await.on(() -> history().findOrStoreSecret(name + "-2", secret(2), 2))).isEqualTo(secret(2));
    }

    private static byte[] secret(int fill) {
        byte[] secret = new byte[CursorSigner.SECRET_BYTES];
        Arrays.fill(secret, (byte) fill);
        return secret;
    }
}
