package io.alerthistory.support;

import java.util.Random;
import java.util.function.Consumer;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.sessions.JqwikSession;

/** A property over generated values, for tests that another engine than jqwik runs: those with a whole service around them. */
public final class Generated {

    private static final int SIZE = 1000;

    private Generated() {
    }

    /** Checks so many values; a failure tells the seed, which the system property {@code generated.seed} takes. */
    public static <T> void forAll(Arbitrary<T> values, int tries, Consumer<T> check) {
        long seed = Long.getLong("generated.seed", new Random().nextLong());
        JqwikSession.run(() -> {
            Random random = new Random(seed);
            var generator = values.generator(SIZE);
            for (int i = 0; i < tries; i++) {
                T value = generator.next(random).value();
                try {
                    check.accept(value);
                } catch (RuntimeException | AssertionError e) {
                    throw new AssertionError("try " + i + " of seed " + seed + ": " + value, e);
                }
            }
        });
    }
}
