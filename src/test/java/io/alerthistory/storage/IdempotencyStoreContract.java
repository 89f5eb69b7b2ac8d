package io.alerthistory.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.alerthistory.idempotency.Begun;
import io.alerthistory.idempotency.IdempotencyStore;
import io.alerthistory.idempotency.KeyLock;
import io.alerthistory.idempotency.KeyedRequest;
import io.alerthistory.idempotency.StoredResponse;
import io.alerthistory.support.Await;
import io.alerthistory.support.Samples;

/** What every {@link IdempotencyStore} does. */
interface IdempotencyStoreContract {

    /** Long after the keys of the test that counts what is swept. */
    long NOW = 100 * KeyLock.KEPT_US;

    StoredResponse ANSWER = new StoredResponse(201, Map.of("ETag", "\"1\"", "Location", "http://x/ü?\"q\""),
            "{\"b\":1, \"a\":\"漢\"}");

    IdempotencyStore keys();

    private Begun begin(KeyedRequest request, long nowUs) {
        return Await.on(() -> keys().begin(request, nowUs));
    }

    private KeyLock lock(KeyedRequest request, long nowUs) {
        return ((Begun.Locked) begin(request, nowUs)).lock();
    }

    private void finish(KeyLock lock, StoredResponse answer) {
        Await.on(() -> keys().finish(lock, answer));
    }

    private static KeyedRequest request() {
        return new KeyedRequest(Samples.id(), "digest");
    }

    private static KeyedRequest other(KeyedRequest request) {
        return new KeyedRequest(request.key(), "other");
    }

    @Test
    default void locksAKeyUntilItsAnswerIsThere() {
        KeyedRequest request = request();
        KeyLock lock = lock(request, NOW);
        assertThat(lock).isEqualTo(new KeyLock(request.key(), NOW, NOW + KeyLock.LEASE_US));
        assertThat(begin(request, NOW + 1)).isEqualTo(new Begun.Running());
        finish(lock, ANSWER);
        assertThat(begin(request, NOW + 2)).isEqualTo(new Begun.Served(ANSWER));
        assertThat(begin(request, NOW + KeyLock.KEPT_US - 1)).isEqualTo(new Begun.Served(ANSWER));
    }

    @Test
    default void keepsAnAnswerWithoutABody() {
        KeyedRequest request = request();
        StoredResponse empty = new StoredResponse(204, Map.of(), null);
        finish(lock(request, NOW), empty);
        assertThat(begin(request, NOW + 2)).isEqualTo(new Begun.Served(empty));
    }

    @Test
    default void knowsAnotherRequest() {
        KeyedRequest request = request();
        KeyLock lock = lock(request, NOW);
        assertThat(begin(other(request), NOW + 1)).isEqualTo(new Begun.Reused());
        assertThat(begin(other(request), NOW + KeyLock.LEASE_US)).isEqualTo(new Begun.Reused());
        finish(lock, ANSWER);
        assertThat(begin(other(request), NOW + 2)).isEqualTo(new Begun.Reused());
    }

    @Test
    default void givesTheKeyOfADeadAttemptToTheNextOne() {
        KeyedRequest request = request();
        KeyLock dead = lock(request, NOW);
        assertThat(begin(request, NOW + KeyLock.LEASE_US - 1)).isEqualTo(new Begun.Running());
        KeyLock next = lock(request, NOW + KeyLock.LEASE_US);
        assertThat(next).isEqualTo(new KeyLock(request.key(), NOW, NOW + 2 * KeyLock.LEASE_US)); // its time stays
        finish(dead, new StoredResponse(500, Map.of(), "late"));
        Await.on(() -> keys().release(dead));
        assertThat(begin(request, NOW + KeyLock.LEASE_US + 1)).isEqualTo(new Begun.Running());
        finish(next, ANSWER);
        assertThat(begin(request, NOW + KeyLock.LEASE_US + 2)).isEqualTo(new Begun.Served(ANSWER));
    }

    @Test
    default void forgetsAfterADay() {
        KeyedRequest request = request();
        finish(lock(request, NOW), ANSWER);
        long later = NOW + KeyLock.KEPT_US;
        assertThat(lock(other(request), later)).isEqualTo(new KeyLock(request.key(), later, later + KeyLock.LEASE_US));
        assertThat(begin(other(request), later + 1)).isEqualTo(new Begun.Running());
        assertThat(begin(request, later + 1)).isEqualTo(new Begun.Reused());
    }

    @Test
    default void freesAKey() {
        KeyedRequest request = request();
        KeyLock lock = lock(request, NOW);
        Await.on(() -> keys().release(lock));
        KeyLock next = lock(other(request), NOW + 1);
        finish(next, ANSWER);
        Await.on(() -> keys().release(next)); // what was answered stays
        assertThat(begin(other(request), NOW + 2)).isEqualTo(new Begun.Served(ANSWER));
    }

    @Test
    default void givesAnAbandonedKeyToTheNextAttempt() {
        KeyedRequest request = request();
        KeyLock lock = lock(request, NOW);
        Await.on(() -> keys().abandon(lock, NOW + 5));
        assertThat(begin(other(request), NOW + 6)).isEqualTo(new Begun.Reused());
        KeyLock next = lock(request, NOW + 6);
        assertThat(next).isEqualTo(new KeyLock(request.key(), NOW, NOW + 6 + KeyLock.LEASE_US)); // and so the same seed
        Await.on(() -> keys().abandon(lock, NOW + 7)); // no longer its own
        assertThat(begin(request, NOW + 8)).isEqualTo(new Begun.Running());
        finish(next, ANSWER);
        Await.on(() -> keys().abandon(next, NOW + 9)); // what was answered stays
        assertThat(begin(request, NOW + 10)).isEqualTo(new Begun.Served(ANSWER));
    }

    @Test
    default void givesAKeyToOneOfMany() {
        KeyedRequest request = request();
        List<Begun> begun = Await.together(20, i -> keys().begin(request, NOW + i));
        assertThat(begun.stream().filter(Begun.Locked.class::isInstance)).hasSize(1);
        assertThat(begun.stream().filter(Begun.Running.class::isInstance)).hasSize(19);
        List<Begun> after = Await.together(20, i -> keys().begin(request, NOW + 2 * KeyLock.LEASE_US + i));
        assertThat(after.stream().filter(Begun.Locked.class::isInstance)).hasSize(1);
    }

    @Test
    default void takesExpiredKeysAway() {
        List<KeyedRequest> old = List.of(request(), request(), request());
        old.forEach(request -> finish(lock(request, 1), ANSWER));
        for (int i = 0; i < 20; i++) { // the oldest first, two at a time; other tests' may be as old
            begin(request(), 1 + KeyLock.KEPT_US);
        }
        // Read with their own time, at which they would not have expired.
        assertThat(old).allSatisfy(request -> assertThat(begin(other(request), 2)).isInstanceOf(Begun.Locked.class));
    }
}
