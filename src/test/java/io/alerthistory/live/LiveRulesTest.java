package io.alerthistory.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.alerthistory.error.ProblemException;
import io.alerthistory.json.JsonText;

/** The rules that need neither a connection nor a database. */
class LiveRulesTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private static Instant at(long millis) {
        return NOON.plusMillis(millis);
    }

    private static Frame frame(long id) {
        return Frames.of(LiveFakes.event(id, "a", "session.started"));
    }

    @ParameterizedTest
    @CsvSource({ "10, 0, 1, 20, true", "10, 1000, 1, 2000, true", "10, 1001, 1, 2000, false", "10, 5, 11, 20, true",
            "10, 5, 12, 20, false", "0, 0, 1, 0, true", "0, 3, 2, 5, false", "21, 0, 1, 20, false", "20, 0, 1, 20, true" })
    void aCatchUpIsWholeOrReplaced(long lastId, int found, long oldest, long newest, boolean isWhole) {
        assertThat(CatchUpRule.isWhole(lastId, found, new EventRange(oldest, newest, newest))).isEqualTo(isWhole);
    }

    @Test
    void theListGetsTheFirstAtOnceAndTheLastAlways() {
        ListCoalescer list = new ListCoalescer();

        assertThat(list.offer(frame(1), at(0))).isTrue();
        assertThat(list.offer(frame(2), at(100))).isFalse();
        assertThat(list.pause(at(100))).isEqualTo(Duration.ofMillis(1_400));
        assertThat(list.offer(frame(3), at(1_000))).isFalse();
        assertThat(list.take(at(1_499))).isNull();
        assertThat(list.take(at(1_500))).extracting(Frame::id).isEqualTo(3L);
        assertThat(list.pause(at(1_500))).isNull();
        assertThat(list.offer(frame(4), at(2_999))).isFalse();
        assertThat(list.take(at(3_000))).extracting(Frame::id).isEqualTo(4L);
        assertThat(list.offer(frame(5), at(4_500))).isTrue();
    }

    @Test
    void aClockThatIsSetBackStopsNothing() {
        ListCoalescer list = new ListCoalescer();
        ChunkThrottle chunks = new ChunkThrottle();
        list.offer(frame(1), at(3_600_000));
        chunks.offer("s", "a", false, at(3_600_000));

        assertThat(list.offer(frame(2), at(0))).isTrue();
        assertThat(chunks.offer("s", "b", false, at(0)).passed()).isTrue();
    }

    @Test
    void atMostFourChunksASecondArePassedOnAndTheLastAlways() {
        ChunkThrottle chunks = new ChunkThrottle();
        List<String> passed = new ArrayList<>();
        Instant due = null;
        for (int i = 0; i <= 100; i++) { // 10 ms apart: a second
            if (due != null && !at(i * 10).isBefore(due)) {
                passed.add(chunks.take("s", at(i * 10)));
                due = null;
            }
            ChunkThrottle.Decision decision = chunks.offer("s", "chunk " + i, i == 100, at(i * 10));
            if (decision.passed()) {
                passed.add("chunk " + i);
            }
            if (decision.pause() != null) {
                due = at(i * 10).plus(decision.pause());
            }
        }
        assertThat(passed).startsWith("chunk 0", "chunk 24").hasSizeLessThanOrEqualTo(6).endsWith("chunk 100");
        assertThat(chunks.take("s", at(2_000))).isNull();
        assertThat(chunks.size()).isZero();
    }

    @Test
    void forgetsOldStreams() {
        ChunkThrottle chunks = new ChunkThrottle(2);
        chunks.offer("a", "1", false, at(0));
        chunks.offer("b", "1", false, at(0));
        chunks.offer("c", "1", false, at(0));

        assertThat(chunks.size()).isEqualTo(2);
        assertThat(chunks.offer("c", "2", false, at(1)).passed()).isFalse();
        assertThat(chunks.offer("a", "2", false, at(1)).passed()).isTrue();
    }

    @Test
    void aClientIsPingedEvery30SecondsAndCutOffAfter90() {
        Keepalive keepalive = new Keepalive();
        List<Integer> pings = new ArrayList<>();
        int closedAt = 0;
        for (int tick = 1; closedAt == 0; tick++) {
            Keepalive.Action action = keepalive.tick();
            if (action == Keepalive.Action.PING) {
                pings.add(tick * Keepalive.TICK_SECONDS);
            } else if (action == Keepalive.Action.CLOSE) {
                closedAt = tick * Keepalive.TICK_SECONDS;
            }
            if (tick == 2) {
                keepalive.heard();
            }
        }
        assertThat(pings).containsExactly(30, 60, 90);
        assertThat(closedAt).isEqualTo(100);
    }

    @Test
    void rendersAnEventOnOneLine() {
        StoredEvent event = new StoredEvent(7, "a\"b", null, null, "stage.started",
                "{ \"stage_id\": \"x\",\n \"expected_parallel_count\": 3 }", 12);

        assertThat(Frames.of(event).json()).isEqualTo("{\"type\":\"stage.started\",\"session_id\":\"a\\\"b\","
                + "\"stage_id\": \"x\",  \"expected_parallel_count\": 3,\"timestamp_us\":12,\"id\":7}");
        assertThat(new JsonText(Frames.replayed(event).json()).tree().path("expected_parallel_count").isNull()).isTrue();
        assertThat(new String(Frames.of(event).streamed(), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo("id: 7\nevent: stage.started\ndata: " + Frames.of(event).json() + "\n\n");
    }

    @Test
    void rendersAnEventWithoutFields() {
        assertThat(Frames.of(new StoredEvent(7, null, null, null, "alert.fired", "{}", 12)).json())
                .isEqualTo("{\"type\":\"alert.fired\",\"session_id\":null,\"timestamp_us\":12,\"id\":7}");
    }

    @Test
    void aBroadcastIsWhatWasSent() {
        Broadcast sent = new Broadcast("a", "llm.stream.chunk", "{\"chunk\":\"\\n\"}");

        assertThat(Broadcast.parse(sent.text())).isEqualTo(sent);
        assertThat(Broadcast.parse("of another version")).isNull();
    }

    private static LiveText chunk(StreamType type, String llm, String mcp) {
        return new LiveText(LiveTextType.CHUNK, null, null, "so far", type, false, llm, mcp, null, null, null, null, null, "x",
                null, null, null);
    }

    @Test
    void rendersEveryFieldOfAType() {
        assertThat(LiveTextFields.render("a", chunk(StreamType.THOUGHT, "l-1", null), 5)).isEqualTo(
                "{\"type\":\"llm.stream.chunk\",\"session_id\":\"a\",\"chunk\":\"so far\",\"stream_type\":\"thought\","
                        + "\"is_complete\":false,\"mcp_event_id\":null,\"llm_interaction_id\":\"l-1\",\"stage_execution_id\":\"x\","
                        + "\"parent_stage_execution_id\":null,\"parallel_index\":null,\"agent_name\":null,\"timestamp_us\":5}");
    }

    @Test
    void namesEachFieldThatIsMissingOrOfAnotherType() {
        LiveText text = new LiveText(LiveTextType.TOOL_CALL, "investigating", null, null, null, null, null, null, "m-1", null,
                "server", null, new JsonText("{\"a\":\"" + "x".repeat(70_000) + "\"}"), null, null, null, null);

        assertThatThrownBy(() -> LiveTextFields.check(text)).isInstanceOf(ProblemException.class)
                .hasMessageContaining("phase is no field of mcp.tool_call.started")
                .hasMessageContaining("stage_id must be given").hasMessageContaining("tool_name must be given")
                .hasMessageContaining("tool_arguments must have at most 65,536 bytes");
    }

    @Test
    void aStreamHasTheIdOfItsCall() {
        LiveTextFields.check(chunk(StreamType.SUMMARIZATION, null, "m-1"));
        LiveTextFields.check(chunk(StreamType.FINAL_ANSWER, "l-1", null));

        assertThatThrownBy(() -> LiveTextFields.check(chunk(StreamType.SUMMARIZATION, "l-1", null)))
                .hasMessageContaining("mcp_event_id");
        assertThatThrownBy(() -> LiveTextFields.check(chunk(StreamType.THOUGHT, null, "m-1")))
                .hasMessageContaining("llm_interaction_id");
    }
}
