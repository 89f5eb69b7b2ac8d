package io.alerthistory.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.alerthistory.observe.Warning;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;

class DatabaseWatchTest {

    private static final HealthReport.EventSystem EVENTS = new HealthReport.EventSystem("connected", "sqlite");

    private static final Duration LONG = Duration.ofSeconds(20);

    /** Answers when the test says so; a question that is open stands here. */
    private final List<UniEmitter<? super @Nullable String>> questions = new ArrayList<>();
    private final AtomicReference<Instant> time = new AtomicReference<>(Instant.ofEpochSecond(1_000));
    private final java.util.concurrent.atomic.AtomicBoolean atWork = new java.util.concurrent.atomic.AtomicBoolean();
    private final DatabaseWatch watch = new DatabaseWatch(
            () -> Uni.createFrom().<@Nullable String> emitter(questions::add)
                    .map(version -> new DatabaseInspection.Found(version, Schema.LEVEL, true)),
            most -> Uni.createFrom().item(new QueueDepth(most, 3)), time -> atWork.get(), new Moving());

    private final class Moving extends Clock {

        @Override
        public Instant instant() {
            return time.get();
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    }

    private void pass(double seconds) {
        time.updateAndGet(before -> before.plusMillis(Math.round(seconds * 1000)));
    }

    /** Asks, and answers the question if it was sent on. */
    private DatabaseState state(@Nullable String version) {
        int before = questions.size();
        AtomicReference<@Nullable DatabaseState> state = new AtomicReference<>();
        watch.state().subscribe().with(state::set);
        if (questions.size() > before) {
            questions.get(before).complete(version);
        }
        return java.util.Objects.requireNonNull(state.get());
    }

    @Test
    void asksOnceInThreeSeconds() {
        DatabaseState first = state(Schema.VERSION);
        assertThat(first).isEqualTo(
                new DatabaseState(true, true, Schema.VERSION, Schema.LEVEL, new QueueDepth(10_000, 3), 1_000_000_000L));
        pass(2.9);
        assertThat(state("another")).isEqualTo(first);
        assertThat(questions).hasSize(1);
        pass(0.1);
        assertThat(state("another").schemaVersion()).isEqualTo("another");
        assertThat(questions).hasSize(2);
    }

    @Test
    void aClockThatIsSetBackKeepsNoAnswerAlive() {
        state(Schema.VERSION);
        pass(-3600);
        state(Schema.VERSION);
        assertThat(questions).hasSize(2);
    }

    @Test
    void manyWaitForTheSameAnswer() {
        List<DatabaseState> answers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            watch.state().subscribe().with(answers::add);
        }
        assertThat(questions).hasSize(1);
        questions.get(0).complete(Schema.VERSION);
        assertThat(answers).hasSize(50).allMatch(DatabaseState::serves);
    }

    @Test
    void whoHangsUpTakesNobodysAnswer() {
        AtomicReference<@Nullable DatabaseState> other = new AtomicReference<>();
        var gone = watch.state().subscribe().with(state -> {
        });
        watch.state().subscribe().with(other::set);
        gone.cancel();
        questions.get(0).complete(Schema.VERSION);
        assertThat(other.get()).isNotNull().matches(DatabaseState::serves);
    }

    @Test
    void aSilentDatabaseIsNotAskedAgainUntilTenSecondsHavePassed() {
        assertThat(watch.state().await().atMost(LONG)).isEqualTo(DatabaseState.silent(1_000_000_000L));
        pass(9.9);
        assertThat(watch.state().await().atMost(LONG).connected()).isFalse();
        assertThat(questions).hasSize(1);
        pass(0.1); // the connection may hang for ever, the database may be back
        assertThat(state(Schema.VERSION).serves()).isTrue();
        assertThat(questions).hasSize(2);
    }

    @Test
    void aSilentDatabaseThatFoundItsVoiceIsAskedAgainSoon() {
        assertThat(watch.state().await().atMost(LONG).connected()).isFalse();
        questions.get(0).complete(Schema.VERSION);
        pass(3);
        assertThat(state(Schema.VERSION).serves()).isTrue();
    }

    /** The question stands behind requests; that these are served tells enough. */
    @Test
    void isAsBeforeWhileQueriesEnd() {
        state(Schema.VERSION);
        pass(5);
        atWork.set(true);

        assertThat(watch.state().await().atMost(LONG).serves()).isTrue();

        pass(20);
        atWork.set(false);
        assertThat(watch.state().await().atMost(LONG).serves()).isFalse();
    }

    @Test
    void aFailureIsAState() {
        AtomicReference<@Nullable DatabaseState> state = new AtomicReference<>();
        watch.state().subscribe().with(state::set);
        questions.get(0).fail(new IllegalStateException("secret host"));
        assertThat(state.get()).isEqualTo(DatabaseState.silent(1_000_000_000L));
        DatabaseWatch throwing = new DatabaseWatch(() -> {
            throw new IllegalStateException();
        }, most -> Uni.createFrom().nothing(), time -> false, new Moving());
        assertThat(throwing.state().await().atMost(LONG)).isEqualTo(DatabaseState.silent(1_000_000_000L));
    }

    @Test
    void aWarningHasTheTimeSinceWhichItHolds() {
        state(Schema.VERSION);
        assertThat(warnings()).isEmpty();
        pass(5);
        state("1");
        pass(5);
        state("1");
        assertThat(warnings()).singleElement().satisfies(warning -> {
            assertThat(warning.warningId()).isEqualTo("database_schema");
            assertThat(warning.details()).contains(Schema.VERSION, "found 1");
            assertThat(warning.timestamp()).isEqualTo(1_005_000_000L);
        });
        pass(5);
        assertThat(state(null).serves()).isFalse();
        assertThat(warnings()).singleElement().extracting(Warning::timestamp).isEqualTo(1_015_000_000L);
    }

    @ParameterizedTest
    @CsvSource({ "0, 1, true", "1, 1, true", "100, 1, true", "-1, 1, false", "1, 8, false" })
    void servesFromItsOwnSchemaAndFromNewerOnesOfItsLevel(int newer, int level, boolean serves) {
        assertThat(Schema.serves(String.valueOf(Integer.parseInt(Schema.VERSION) + newer), level)).isEqualTo(serves);
    }

    @ParameterizedTest
    @CsvSource({ ",", "seven" })
    void doesNotServeFromWhatIsNoVersion(@Nullable String version) {
        assertThat(Schema.serves(version, Schema.LEVEL)).isFalse();
    }

    @Test
    void onlyADatabaseThatServesIsHealthy() {
        Installation installation = new Installation("1", () -> OptionalInt.of(7), () -> 90);
        HealthReport old = HealthReport.of(installation, state("1"), EVENTS, warnings(), time.get());
        assertThat(old.healthy()).isFalse();
        assertThat(old.services().database()).isEqualTo(new HealthReport.Database(true, true, 90, "1"));
        assertThat(old.warningCount()).isEqualTo(1);
        HealthReport good = HealthReport.of(installation,
                new DatabaseState(true, true, Schema.VERSION, Schema.LEVEL, new QueueDepth(1, 2), 0),
                EVENTS, List.of(new Warning("other", "other", "does not degrade", null, 0)), time.get());
        assertThat(good.healthy()).isTrue();
        assertThat(good.queue()).isEqualTo(new HealthReport.Queue(1L, 7, 2L));
    }

    @Test
    void warningsOfAllSourcesAreInOrder() {
        Warning a = new Warning("a", "x", "m", null, 0);
        Warning b = new Warning("b", "x", "m", null, 0);
        Warnings warnings = new Warnings(List.of(() -> Uni.createFrom().item(List.of(b)),
                () -> Uni.createFrom().item(List.of()), () -> Uni.createFrom().item(List.of(a))));
        assertThat(warnings.now().await().atMost(LONG)).containsExactly(a, b);
    }

    private List<Warning> warnings() {
        return watch.warnings().await().atMost(LONG);
    }
}
