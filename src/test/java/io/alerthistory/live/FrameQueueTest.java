package io.alerthistory.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.alerthistory.live.Frame.Kind;
import io.alerthistory.live.FrameQueue.Outcome;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class FrameQueueTest {

    private static final Channel A = Channel.ofSession("a");
    private static final Set<Channel> ON_A = Set.of(A);

    private static Frame stored(long id) {
        return new Frame(Kind.STORED, "stage.started", id, "{\"id\":" + id + "}");
    }

    private static Frame chunk() {
        return new Frame(Kind.TRANSIENT, "llm.stream.chunk", 0, "{}");
    }

    private static Frame reply() {
        return new Frame(Kind.REPLY, "pong", 0, "{}");
    }

    private static List<Frame> drain(FrameQueue queue) {
        List<Frame> all = new ArrayList<>();
        for (Frame next = queue.poll(); next != null; next = queue.poll()) {
            all.add(next);
        }
        return all;
    }

    @Example
    void chunksGoFirst() {
        FrameQueue queue = new FrameQueue(3, 1_000);
        queue.offer(chunk(), Set.of(), 0);
        queue.offer(stored(1), ON_A, 0);
        queue.offer(chunk(), Set.of(), 0);

        Outcome outcome = queue.offer(stored(2), ON_A, 0);

        assertThat(outcome).isEqualTo(Outcome.QUEUED);
        assertThat(drain(queue)).extracting(Frame::id).containsExactly(1L, 2L);
        assertThat(queue.takeDropped()).isEqualTo(2);
    }

    @Example
    void aChunkForWhichThereIsNoRoomIsDropped() {
        FrameQueue queue = new FrameQueue(1, 1_000);
        queue.offer(stored(1), ON_A, 0);

        assertThat(queue.offer(chunk(), Set.of(), 0)).isEqualTo(Outcome.DROPPED);
        assertThat(drain(queue)).extracting(Frame::id).containsExactly(1L);
    }

    @Example
    void aBacklogIsReplacedByOneFrameForEachChannel() {
        FrameQueue queue = new FrameQueue(4, 10_000);
        queue.offer(reply(), Set.of(), 0);
        queue.offer(stored(1), ON_A, 0);
        queue.offer(stored(2), Set.of(Channel.SESSIONS), 0);
        queue.offer(stored(3), ON_A, 0);

        queue.offer(stored(4), Set.of(Channel.SESSIONS), 7);

        assertThat(drain(queue)).extracting(Frame::json).containsExactlyInAnyOrder("{}",
                "{\"type\":\"history.changed\",\"session_id\":\"a\",\"data\":{\"reason\":\"events_omitted\"},"
                        + "\"timestamp_us\":7,\"id\":3}",
                "{\"type\":\"session.list_changed\",\"timestamp_us\":7,\"id\":4}");
    }

    @Example
    void repliesThatNobodyReadsOverflow() {
        FrameQueue queue = new FrameQueue(2, 10_000);
        queue.offer(reply(), Set.of(), 0);
        queue.offer(reply(), Set.of(), 0);

        assertThat(queue.offer(reply(), Set.of(), 0)).isEqualTo(Outcome.OVERFLOW);
    }

    /** Whatever comes: it stays within its bounds, ids grow on each channel, and the last id of a channel is told of. */
    @Property(tries = 2000)
    void staysWithinItsBoundsAndForgetsNoChannel(@ForAll @Size(max = 80) List<@IntRange(max = 9) Integer> operations) {
        FrameQueue queue = new FrameQueue(6, 600);
        List<Frame> taken = new ArrayList<>();
        Map<String, Long> offered = new HashMap<>();
        long id = 0;
        for (int operation : operations) {
            if (operation < 2) {
                Frame next = queue.poll();
                if (next != null) {
                    taken.add(next);
                }
            } else if (operation == 2) {
                queue.offer(chunk(), Set.of(), 0);
            } else {
                Channel channel = operation % 2 == 0 ? A : Channel.SESSIONS;
                id++;
                offered.put(channel.name(), id);
                queue.offer(new Frame(Kind.STORED, channel.name(), id, "{}"), Set.of(channel), 0);
            }
            assertThat(queue.size()).isLessThanOrEqualTo(6);
            assertThat(queue.bytes()).isLessThanOrEqualTo(600);
        }
        taken.addAll(drain(queue));
        assertThat(queue.bytes()).isZero();
        Map<String, Long> told = new HashMap<>();
        taken.stream().filter(frame -> frame.kind() == Kind.STORED).forEach(frame -> {
            String channel = frame.type().equals("history.changed") ? A.name()
                    : frame.type().equals("session.list_changed") ? "sessions" : frame.type();
            assertThat(frame.id()).isGreaterThan(told.getOrDefault(channel, 0L));
            told.put(channel, frame.id());
        });
        assertThat(told).isEqualTo(offered);
    }
}
