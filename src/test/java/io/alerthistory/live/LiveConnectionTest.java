package io.alerthistory.live;

import static io.alerthistory.live.LiveFakes.event;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import io.alerthistory.json.JsonText;
import io.alerthistory.live.LiveFakes.FakeLine;

/** What a client of the WebSocket gets. */
class LiveConnectionTest {

    private static final String SESSION = "session:a";

    private final LiveFakes fakes = new LiveFakes();
    private final FakeLine line = new FakeLine();
    private final LiveConnection connection = new LiveConnection(line, fakes.parts, false);

    private void open() {
        connection.open("c-1");
        line.sent.clear();
    }

    private void subscribe(String channel) {
        connection.receive("{\"action\":\"subscribe\",\"channel\":\"" + channel + "\"}");
    }

    /** The same, and its client asks for nothing that it missed. */
    private void watch(String channel) {
        subscribe(channel);
        fakes.passes(Duration.ofMillis(300));
    }

    private void catchUp(String channel, long lastId) {
        connection.receive("{\"action\":\"catchup\",\"channel\":\"" + channel + "\",\"last_event_id\":" + lastId + "}");
    }

    /** Events are stored, and the hub hears of it. */
    private void happen(StoredEvent... events) {
        List.of(events).forEach(fakes.store::add);
        fakes.hub.wake();
        fakes.passes(Duration.ofMillis(40));
    }

    /** The frames as type and id, for example session.started 7. */
    private List<String> sent() {
        List<String> frames = line.sent.stream().map(text -> new JsonText(text).tree())
                .map(frame -> frame.path("type").asText() + (frame.has("id") ? " " + frame.path("id").asLong() : "")).toList();
        line.sent.clear();
        return frames;
    }

    @Test
    void answersAPing() {
        connection.open("c-1");
        connection.receive("{\"action\":\"ping\"}");

        assertThat(line.sent).containsExactly("{\"type\":\"connection.established\",\"connection_id\":\"c-1\"}",
                "{\"type\":\"pong\"}");
    }

    @Test
    void aListThatIsNotWatchedAnyMoreLeavesNoTimer() {
        open();
        watch("sessions");
        happen(LiveFakes.event(1, "a", "session.created"), LiveFakes.event(2, "b", "session.created"));
        assertThat(fakes.timers.waiting()).as("the second event waits").isPositive();
        connection.receive("{\"action\":\"unsubscribe\",\"channel\":\"sessions\"}");
        fakes.passes(Duration.ofMinutes(1));

        assertThat(fakes.timers.waiting()).isZero();
    }

    @Test
    void aConnectionThatIsClosedDuringACatchUpLeavesNoTimer() {
        open();
        subscribe("sessions");
        subscribe(SESSION);
        happen(LiveFakes.event(1, "b", "session.created"));
        fakes.store.holdCatchUps();
        catchUp(SESSION, 0);
        happen(LiveFakes.event(2, "a", "session.paused"));
        connection.closed();
        fakes.passes(Duration.ofMinutes(1));

        assertThat(fakes.timers.waiting()).isZero();
    }

    @Test
    void answersAPingWhileTheDatabaseDoesNotRespond() {
        fakes.store.hold();
        open();
        subscribe("sessions");
        connection.receive("{\"action\":\"ping\"}");
        assertThat(sent()).containsExactly("pong");

        fakes.store.release();
        assertThat(sent()).containsExactly("subscription.confirmed");
    }

    @Test
    void missesNothingBetweenTheFirstSubscriptionAndTheFirstRead() {
        fakes.store.add(event(1, "a", "stage.started"));
        fakes.store.hold();
        open();
        subscribe(SESSION);
        fakes.store.add(event(2, "a", "stage.completed"));
        fakes.store.release(); // the hub begins after 1
        fakes.hub.wake();
        fakes.passes(Duration.ofMillis(400));

        assertThat(sent()).containsExactly("subscription.confirmed", "stage.completed 2", "history.cursor 2");
    }

    @Test
    void aSecondSubscriptionIsTheSame() {
        open();
        watch(SESSION);
        sent();
        watch(SESSION);
        happen(event(1, "a", "stage.started"));

        assertThat(sent()).containsExactly("stage.started 1");
    }

    @Test
    void whoLeavesAChannelGetsNoMore() {
        open();
        subscribe(SESSION);
        connection.receive("{\"action\":\"unsubscribe\",\"channel\":\"session:a\"}");
        happen(event(1, "a", "stage.started"));
        fakes.passes(Duration.ofSeconds(1));

        assertThat(sent()).containsExactly("subscription.confirmed", "subscription.cancelled");
    }

    @Test
    void theListGetsOnlyItsTypesAndNotTooOften() {
        open();
        watch("sessions");
        happen(event(1, "a", "stage.started"), event(2, "a", "session.started"), event(3, "b", "session.started"),
                event(4, "c", "session.completed"), event(5, "c", "session.cancel_requested"));
        assertThat(sent()).containsExactly("subscription.confirmed", "session.started 2");

        fakes.passes(Duration.ofSeconds(2));
        assertThat(sent()).containsExactly("session.completed 4");
    }

    @Test
    void anEventOnTwoChannelsIsSentOnce() {
        open();
        watch("sessions");
        watch(SESSION);
        sent();
        happen(event(1, "a", "session.started"), event(2, "a", "session.completed"));

        assertThat(sent()).containsExactly("session.started 1", "session.completed 2");
    }

    @Test
    void workersGetCancellationsAndNoList() {
        LiveConnection worker = new LiveConnection(line, fakes.parts, true);
        worker.open("w");
        sent();
        worker.receive("{\"action\":\"subscribe\",\"channel\":\"sessions\"}");
        worker.receive("{\"action\":\"subscribe\",\"channel\":\"cancellations\"}");
        fakes.passes(Duration.ofMillis(300));
        happen(event(1, "a", "session.started"), event(2, "a", "session.cancel_requested"));

        assertThat(sent()).containsExactly("error", "subscription.confirmed", "session.cancel_requested 2");
    }

    @Test
    void theCursorFollowsASubscription() {
        fakes.store.add(event(1, "a", "stage.started"));
        fakes.store.add(event(2, "b", "stage.started"));
        open();
        subscribe(SESSION);
        assertThat(sent()).containsExactly("subscription.confirmed");

        fakes.passes(Duration.ofMillis(300));
        assertThat(sent()).containsExactly("history.cursor 1");
    }

    @Test
    void aSessionWithoutEventsIsAtThePlaceOfAllAndAnUnknownOneHasNoCursor() {
        fakes.store.add(event(9, "b", "stage.started"));
        open();
        subscribe(SESSION);
        subscribe("session:unknown");
        fakes.passes(Duration.ofMillis(300));

        assertThat(sent()).containsExactly("subscription.confirmed", "subscription.confirmed", "history.cursor 9");
    }

    @Test
    void theCursorIsNeverLowerThanWhatWasSent() {
        fakes.store.add(event(1, "a", "stage.started"));
        open();
        subscribe(SESSION);
        happen(event(2, "a", "stage.completed"));
        fakes.passes(Duration.ofMillis(300));

        assertThat(sent()).containsExactly("subscription.confirmed", "stage.completed 2", "history.cursor 2");
    }

    @Test
    void aCatchUpComesBeforeTheCursorAndBeforeLiveEvents() {
        for (long id = 1; id <= 5; id++) {
            fakes.store.add(event(id, "a", "llm.interaction"));
        }
        open();
        subscribe(SESSION);
        fakes.store.holdCatchUps();
        catchUp(SESSION, 2);
        happen(event(6, "a", "stage.completed"));
        fakes.passes(Duration.ofMillis(400));
        assertThat(sent()).containsExactly("subscription.confirmed");

        fakes.store.release();
        fakes.passes(Duration.ofMillis(100));
        assertThat(sent()).containsExactly("llm.interaction 3", "llm.interaction 4", "llm.interaction 5", "stage.completed 6",
                "history.cursor 6");
    }

    @Test
    void whatHappensBetweenASubscriptionAndItsCatchUpComesInItsPlace() {
        fakes.store.add(event(1, "a", "stage.started"));
        fakes.store.add(event(2, "a", "stage.completed"));
        fakes.store.hold();
        open();
        subscribe(SESSION);
        fakes.store.release(); // the hub begins after 2
        happen(event(3, "a", "session.completed"));
        catchUp(SESSION, 1);
        fakes.passes(Duration.ofSeconds(1));

        assertThat(sent()).containsExactly("subscription.confirmed", "stage.completed 2", "session.completed 3",
                "history.cursor 3");
    }

    @Test
    void whatHappensBeforeACatchUpCouldComeIsSentThen() {
        open();
        subscribe(SESSION);
        happen(new StoredEvent(1, "a", null, null, "stage.started", "{\"expected_parallel_count\":3}", 1));
        assertThat(sent()).containsExactly("subscription.confirmed");
        fakes.passes(Duration.ofMillis(300));

        JsonNode frame = new JsonText(line.sent.get(0)).tree();
        assertThat(frame.path("expected_parallel_count").asInt()).as("it is told of for the first time").isEqualTo(3);
        assertThat(sent()).containsExactly("stage.started 1", "history.cursor 1");
    }

    @Test
    void theListGetsTheNewestOfWhatHappenedBeforeACatchUpCouldCome() {
        open();
        subscribe("sessions");
        happen(event(1, "a", "session.created"), event(2, "b", "session.created"), event(3, "b", "stage.started"));
        assertThat(sent()).containsExactly("subscription.confirmed");
        fakes.passes(Duration.ofSeconds(2));

        assertThat(sent()).containsExactly("session.created 2");
    }

    @Test
    void aSecondCatchUpOfAChannelFollowsTheFirst() {
        fakes.store.add(event(1, "a", "stage.started"));
        fakes.store.add(event(2, "a", "stage.completed"));
        open();
        subscribe(SESSION);
        sent();
        fakes.store.holdCatchUps();
        catchUp(SESSION, 1);
        catchUp(SESSION, 1);
        catchUp(SESSION, 0);
        fakes.store.release();

        assertThat(sent()).containsExactly("stage.completed 2", "stage.started 1", "stage.completed 2", "history.cursor 2");
    }

    @Test
    void whoSubscribesDuringACatchUpOfTheChannelMissesNothing() {
        fakes.store.add(event(1, "a", "stage.started"));
        open();
        fakes.store.holdCatchUps();
        catchUp(SESSION, 0);
        subscribe(SESSION);
        happen(event(2, "a", "stage.completed"));
        fakes.passes(Duration.ofSeconds(1));
        fakes.store.release();
        fakes.passes(Duration.ofSeconds(1));
        happen(event(3, "a", "session.completed"));

        assertThat(sent()).startsWith("subscription.confirmed", "stage.started 1").contains("stage.completed 2")
                .endsWith("session.completed 3");
    }

    @Test
    void aStageThatIsToldOfAgainHasNoCount() {
        fakes.store.add(new StoredEvent(1, "a", null, null, "stage.started", "{\"expected_parallel_count\":3}", 1));
        open();
        catchUp(SESSION, 0);

        JsonNode frame = new JsonText(line.sent.get(0)).tree();
        assertThat(frame.has("expected_parallel_count")).isTrue();
        assertThat(frame.path("expected_parallel_count").isNull()).isTrue();
    }

    @Test
    void aThousandEventsAreCaughtUpAndOneMoreIsReplaced() {
        LongStream.rangeClosed(1, 1_001).forEach(id -> fakes.store.add(event(id, "a", "session.started")));
        open();
        catchUp(SESSION, 1);
        assertThat(sent()).hasSize(1_000).startsWith("session.started 2").endsWith("session.started 1001");

        catchUp(SESSION, 0);
        assertThat(sent()).containsExactly("history.changed 1001");

        catchUp("sessions", 0);
        assertThat(sent()).containsExactly("session.list_changed 1001");
    }

    @Test
    void whatIsGoneIsReplaced() {
        fakes.store.add(event(50, "b", "stage.started"));
        open();
        catchUp(SESSION, 20);
        assertThat(sent()).containsExactly("history.changed 50");

        catchUp(SESSION, 49);
        assertThat(sent()).isEmpty();
    }

    @Test
    void anIdOfAnotherDatabaseIsReplaced() {
        fakes.store.add(event(1, "a", "stage.started"));
        open();
        subscribe(SESSION);
        catchUp(SESSION, 4_000);
        happen(event(2, "a", "stage.completed"));

        assertThat(sent()).containsExactly("subscription.confirmed", "history.changed 1", "history.cursor 1",
                "stage.completed 2");
    }

    @Test
    void aClientThatDoesNotReadIsToldToReadAgain() {
        open();
        subscribe(SESSION);
        fakes.passes(Duration.ofSeconds(1));
        sent();
        line.slow();
        for (long id = 1; id <= 400; id++) {
            fakes.store.add(event(id, "a", "llm.interaction"));
        }
        happen();
        line.reads();

        List<String> frames = sent();
        assertThat(frames).hasSizeLessThan(260).startsWith("llm.interaction 1").endsWith("llm.interaction 400")
                .anyMatch(frame -> frame.startsWith("history.changed"));
        assertThat(line.closed).isEmpty();
        assertThat(fakes.figures.dropped().sum()).isPositive();
    }

    @Test
    void aLargeCatchUpWaitsForASlowClient() {
        LongStream.rangeClosed(1, 900).forEach(id -> fakes.store.add(event(id, "a", "llm.interaction")));
        open();
        line.slow();
        catchUp(SESSION, 0);
        assertThat(fakes.store.readPages).isLessThan(4);

        line.reads();
        assertThat(sent()).hasSize(900).endsWith("llm.interaction 900");
    }

    @Test
    void threeMalformedFramesInARowEndTheConnection() {
        open();
        connection.receive("no json");
        connection.receive("[]");
        connection.receive("{\"action\":\"ping\"}");
        connection.receive("no json");
        connection.receive("no json");
        assertThat(line.closed).isEmpty();

        connection.receive("no json");
        assertThat(line.closed).containsExactly(1003);
    }

    @Test
    void subscriptionsAreBounded() {
        open();
        for (int i = 0; i < 201; i++) {
            subscribe("session:s" + i);
        }
        assertThat(sent()).hasSize(201).endsWith("error");
    }

    @Test
    void chunksReachOnlyThoseWhoWatchTheSession() {
        open();
        subscribe(SESSION);
        sent();
        fakes.hub.text("b", Frames.transientText("llm.stream.chunk", "{\"type\":\"llm.stream.chunk\"}"));
        fakes.hub.text("a", Frames.transientText("llm.stream.chunk", "{\"type\":\"llm.stream.chunk\"}"));

        assertThat(sent()).containsExactly("llm.stream.chunk");
    }

    @Test
    void nothingIsReadWhileNobodyIsConnected() {
        open();
        connection.closed();
        int before = fakes.store.readPages;
        happen(event(1, "a", "session.started"));

        assertThat(fakes.store.readPages).isEqualTo(before);
    }

    @Test
    void theServiceStops() {
        open();
        connection.stop();

        assertThat(line.closed).containsExactly(1012);
    }
}
