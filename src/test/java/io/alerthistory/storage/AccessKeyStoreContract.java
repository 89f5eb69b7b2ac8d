package io.alerthistory.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.alerthistory.access.AccessKey;
import io.alerthistory.access.AccessKey.FormerSecret;
import io.alerthistory.access.AccessKeyStore;
import io.alerthistory.access.SecretHash;
import io.alerthistory.support.Await;
import io.alerthistory.support.Samples;

/** What every {@link AccessKeyStore} does. */
interface AccessKeyStoreContract {

    AccessKeyStore accessKeys();

    private static SecretHash hash(int fill) {
        byte[] bytes = new byte[32];
        java.util.Arrays.fill(bytes, (byte) fill);
        return SecretHash.stored(bytes);
    }

    private AccessKey stored(AccessKey key) {
        Await.on(() -> accessKeys().create(key, Samples.entry()));
        return key;
    }

    private @Nullable AccessKey found(String id) {
        return Await.on(() -> accessKeys().find(id));
    }

    @Test
    default void findsAKeyAsItWasStored() {
        AccessKey key = stored(Samples.key(5, 9L));

        assertThat(found(key.id())).isEqualTo(key);
        assertThat(found(Samples.id())).isNull();
    }

    @Test
    default void importsAKeyOnce() {
        AccessKey key = Samples.key(5, null);

        List<Boolean> imported = Await.together(10, i -> accessKeys().createIfAbsent(key, Samples.entry()));

        assertThat(imported).containsOnlyOnce(true);
        assertThat(found(key.id())).isEqualTo(key);
    }

    @Test
    default void aRevokedKeyKeepsTheTimeOfItsRevocation() {
        AccessKey key = stored(Samples.key(5, null));

        assertThat(Await.<Boolean> on(() -> accessKeys().revoke(key.id(), 7, Samples.entry()))).isTrue();
        assertThat(Await.<Boolean> on(() -> accessKeys().revoke(key.id(), 8, Samples.entry()))).isTrue();
        assertThat(Await.<Boolean> on(() -> accessKeys().revoke(Samples.id(), 8, Samples.entry()))).isFalse();

        assertThat(found(key.id())).extracting(AccessKey::revokedAtUs).isEqualTo(7L);
    }

    @Test
    default void aRotatedKeyKnowsItsFormerSecret() {
        AccessKey key = stored(Samples.key(5, null));

        AccessKey rotated = Await.on(() -> accessKeys().rotate(key.id(), hash(2), 50, Samples.entry()));

        assertThat(rotated).isEqualTo(found(key.id()));
        assertThat(rotated.hash()).isEqualTo(hash(2));
        assertThat(rotated.former()).isEqualTo(new FormerSecret(hash(1), 50));
    }

    @Test
    default void neitherAnUnknownNorARevokedKeyIsRotated() {
        AccessKey revoked = stored(Samples.key(5, null));
        Await.on(() -> accessKeys().revoke(revoked.id(), 7, Samples.entry()));

        assertThat(Await.<@Nullable AccessKey> on(() -> accessKeys().rotate(revoked.id(), hash(2), 50, Samples.entry())))
                .isNull();
        assertThat(Await.<@Nullable AccessKey> on(() -> accessKeys().rotate(Samples.id(), hash(2), 50, Samples.entry())))
                .isNull();
        assertThat(found(revoked.id())).extracting(AccessKey::hash).isEqualTo(hash(1));
    }

    @Test
    default void notesAUseUnlessThatWasNotedLately() {
        AccessKey key = stored(Samples.key(5, null));

        Await.on(() -> accessKeys().noteUse(key.id(), 100, 40));
        Await.on(() -> accessKeys().noteUse(key.id(), 150, 90));
        assertThat(found(key.id())).extracting(AccessKey::lastUsedAtUs).isEqualTo(100L);

        Await.on(() -> accessKeys().noteUse(key.id(), 160, 100));
        assertThat(found(key.id())).extracting(AccessKey::lastUsedAtUs).isEqualTo(160L);
    }

    @Test
    default void listsRevokedKeysLastAndTheNewestFirst() {
        long late = 9_000_000_000_000_000L; // later than keys of other tests
        AccessKey old = stored(Samples.key(late, null));
        AccessKey recent = stored(Samples.key(late + 1, null));
        AccessKey revoked = stored(Samples.key(late + 2, null));
        long before = Await.on(() -> accessKeys().countUnrevoked());
        Await.on(() -> accessKeys().revoke(revoked.id(), 7, Samples.entry()));

        List<AccessKey> all = Await.on(() -> accessKeys().list(1000));
        List<String> ids = all.stream().map(AccessKey::id).toList();

        assertThat(ids).containsSubsequence(recent.id(), old.id(), revoked.id());
        assertThat(ids.indexOf(revoked.id())).isGreaterThanOrEqualTo((int) before - 1);
        assertThat(Await.<Long> on(() -> accessKeys().countUnrevoked())).isEqualTo(before - 1);
        assertThat(Await.<List<AccessKey>> on(() -> accessKeys().list(1))).containsExactly(all.get(0));
    }
}
