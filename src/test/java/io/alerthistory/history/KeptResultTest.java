package io.alerthistory.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;

class KeptResultTest {

    private static final long START = 1_000;

    /** The reads that began; the test ends them. */
    private final List<UniEmitter<? super String>> reads = new ArrayList<>();
    private final AtomicReference<Instant> time = new AtomicReference<>(Instant.ofEpochSecond(START));
    private final KeptResult<String> patient = kept(Duration.ofMinutes(1));

    private KeptResult<String> kept(Duration patience) {
        return new KeptResult<>(now -> Uni.createFrom().emitter(reads::add), patience, new Clock() {

            @Override
            public Instant instant() {
                return time.get();
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        });
    }

    private void pass(Duration duration) {
        time.updateAndGet(before -> before.plus(duration));
    }

    /** What a caller gets: a value with its age, the failure, or nothing yet. */
    private AtomicReference<String> ask(KeptResult<String> result) {
        AtomicReference<String> got = new AtomicReference<>("nothing yet");
        result.get().subscribe().with(
                kept -> got.set(kept.value() + " of " + (kept.atUs() / 1_000_000 - START)),
                failure -> got.set(failure.getClass().getSimpleName()));
        return got;
    }

    @Test
    void callersShareARead() {
        AtomicReference<String> first = ask(patient);
        AtomicReference<String> second = ask(patient);
        assertThat(reads).hasSize(1);

        reads.get(0).complete("a");

        assertThat(first).hasValue("a of 0");
        assertThat(second).hasValue("a of 0");
    }

    @Test
    void aResultThatTookLongIsKeptForAMinute() {
        ask(patient);
        pass(Duration.ofSeconds(1));
        reads.get(0).complete("a");
        pass(KeptResult.FRESH.minusMillis(1_001));
        assertThat(ask(patient)).hasValue("a of 0");
        assertThat(reads).hasSize(1);

        pass(Duration.ofMillis(1));
        AtomicReference<String> next = ask(patient);
        reads.get(1).complete("b");

        assertThat(next).hasValue("b of 60");
    }

    @ParameterizedTest
    @CsvSource({ "0, 2000", "10, 2000", "50, 5000", "600, 60000", "5000, 60000" })
    void aResultIsKeptAccordingToItsCost(long tookMs, long keptMs) {
        ask(patient);
        pass(Duration.ofMillis(tookMs));
        reads.get(0).complete("a");
        pass(Duration.ofMillis(keptMs - tookMs - 1));
        ask(patient);
        assertThat(reads).hasSize(1);

        pass(Duration.ofMillis(1));
        ask(patient);

        assertThat(reads).hasSize(2);
    }

    @Test
    void aFailureIsKeptForAMoment() {
        AtomicReference<String> first = ask(patient);
        reads.get(0).fail(new IllegalStateException());
        assertThat(first).hasValue("IllegalStateException");
        pass(KeptResult.RETRY_AFTER.minusMillis(1));
        assertThat(ask(patient)).hasValue("IllegalStateException");
        assertThat(reads).hasSize(1);

        pass(Duration.ofMillis(1));
        ask(patient);

        assertThat(reads).hasSize(2);
    }

    @Test
    void theResultBeforeIsUsedWhenAReadFails() {
        ask(patient);
        reads.get(0).complete("a");
        pass(KeptResult.FRESH);
        AtomicReference<String> next = ask(patient);
        reads.get(1).fail(new IllegalStateException());
        assertThat(next).hasValue("a of 0");

        pass(KeptResult.USABLE.minus(KeptResult.FRESH));
        AtomicReference<String> later = ask(patient);
        reads.get(2).fail(new IllegalStateException());

        assertThat(later).hasValue("IllegalStateException");
    }

    @Test
    void nobodyWaitsLongAndTheReadGoesOn() {
        KeptResult<String> impatient = kept(Duration.ofMillis(50));
        AtomicReference<String> first = ask(impatient);
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> first.get().equals("TimeoutException"));
        assertThat(ask(impatient)).as("another caller does not begin another read").hasValue("nothing yet");
        assertThat(reads).hasSize(1);

        reads.get(0).complete("a");

        assertThat(ask(impatient)).hasValue("a of 0");
    }

    @Test
    void aReadThatHangsIsNotWaitedForForEver() {
        ask(patient);
        pass(KeptResult.LIMIT);

        ask(patient);

        assertThat(reads).hasSize(2);
    }

    @Test
    void aClockThatIsSetBackKeepsNoOldResult() {
        ask(patient);
        reads.get(0).complete("a");
        pass(KeptResult.FRESH.negated());

        ask(patient);

        assertThat(reads).hasSize(2);
    }
}
