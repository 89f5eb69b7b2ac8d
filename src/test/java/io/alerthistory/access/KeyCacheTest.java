package io.alerthistory.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import io.alerthistory.request.Role;
import io.alerthistory.support.TestClock;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;

class KeyCacheTest {

    private static final Duration HALF = KeyCache.LIFETIME.dividedBy(2);

    private final TestClock clock = new TestClock();
    private final Map<String, AccessKey> stored = new HashMap<>();
    private final List<String> reads = new ArrayList<>();
    private boolean isDown;

    private final KeyCache cache = new KeyCache(id -> Uni.createFrom().item(() -> {
        reads.add(id);
        if (isDown) {
            throw new IllegalStateException("down");
        }
        return stored.get(id);
    }), clock);

    private static AccessKey key(String name) {
        return new AccessKey("id", name, List.of(Role.AGENT), SecretHash.of("x"), null, 1, "admin", null, null, null);
    }

    private Optional<AccessKey> find() {
        return cache.find("id").subscribeAsCompletionStage().join();
    }

    @Test
    void aKeyIsReadOnceInHalfOfItsTime() {
        stored.put("id", key("a"));
        find();
        clock.passes(HALF.minusMillis(1));

        assertThat(find()).contains(key("a"));
        assertThat(reads).hasSize(1);
    }

    @Test
    void aKeyIsReadAgainBeforeARequestHasToWait() {
        stored.put("id", key("before"));
        find();
        stored.put("id", key("after"));
        clock.passes(HALF);

        assertThat(find()).as("not waited for").contains(key("before"));
        assertThat(find()).contains(key("after"));
        assertThat(reads).hasSize(2);
    }

    @Test
    void aKeyGoesOnWhileTheDatabaseIsDownUntilItsTimeIsOver() {
        stored.put("id", key("a"));
        find();
        isDown = true;
        clock.passes(KeyCache.LIFETIME.minusMillis(1));

        assertThat(find()).contains(key("a"));
        clock.passes(Duration.ofMillis(1));
        assertThatThrownBy(this::find).hasMessageContaining("down");
        isDown = false;
        assertThat(find()).contains(key("a"));
    }

    @Test
    void aKeyThatIsNotThereIsNotReadAgainAtOnce() {
        assertThat(find()).isEmpty();
        assertThat(find()).isEmpty();
        assertThat(reads).hasSize(1);

        clock.passes(KeyCache.LIFETIME);
        stored.put("id", key("a"));
        assertThat(find()).contains(key("a"));
    }

    @Test
    void aChangedKeyIsReadAgain() {
        stored.put("id", key("before"));
        find();
        stored.put("id", key("after"));

        cache.forget("id");

        assertThat(find()).contains(key("after"));
    }

    @Test
    void whatWasReadBeforeAChangeIsNotKept() {
        List<UniEmitter<? super AccessKey>> running = new ArrayList<>();
        KeyCache slow = new KeyCache(id -> Uni.createFrom().emitter(running::add), clock);
        List<Optional<AccessKey>> found = new ArrayList<>();
        slow.find("id").subscribe().with(found::add);

        slow.forget("id");
        running.get(0).complete(key("before"));
        slow.find("id").subscribe().with(found::add);

        assertThat(running).hasSize(2);
        running.get(1).complete(key("after"));
        assertThat(found).containsExactly(Optional.of(key("before")), Optional.of(key("after")));
    }

    @Test
    void requestsShareOneReadAndOneThatGoesDoesNotEndIt() {
        List<UniEmitter<? super AccessKey>> running = new ArrayList<>();
        KeyCache slow = new KeyCache(id -> Uni.createFrom().emitter(running::add), clock);
        List<Optional<AccessKey>> found = new ArrayList<>();
        slow.find("id").subscribe().with(key -> {
        }).cancel();
        slow.find("id").subscribe().with(found::add);

        running.get(0).complete(key("a"));

        assertThat(running).hasSize(1);
        assertThat(found).containsExactly(Optional.of(key("a")));
    }

    @Test
    void itsMemoryIsBounded() {
        for (int i = 0; i < 3 * KeyCache.MAX_UNKNOWN; i++) {
            cache.find("unknown " + i).subscribeAsCompletionStage().join();
        }
        reads.clear();
        for (int i = 0; i < 3 * KeyCache.MAX_UNKNOWN; i++) {
            cache.find("unknown " + i).subscribeAsCompletionStage().join();
        }

        assertThat(reads).hasSizeGreaterThanOrEqualTo(2 * KeyCache.MAX_UNKNOWN);
    }
}
