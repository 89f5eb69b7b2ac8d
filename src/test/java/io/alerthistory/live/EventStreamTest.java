package io.alerthistory.live;

import static io.alerthistory.live.LiveFakes.event;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What a client of an event stream gets. */
class EventStreamTest {

    private final LiveFakes fakes = new LiveFakes();
    private final List<String> calls = new ArrayList<>();
    private final EventStream.Reader reader = new EventStream.Reader() {

        @Override
        public void ready() {
            calls.add("ready");
        }

        @Override
        public void comment() {
            calls.add("comment");
        }

        @Override
        public void end() {
            calls.add("end");
        }
    };

    private EventStream open(EventFilter filter, long lastId) {
        EventStream stream = new EventStream(filter, reader, fakes.parts);
        stream.open(lastId);
        return stream;
    }

    private void happen(StoredEvent... events) {
        List.of(events).forEach(fakes.store::add);
        fakes.hub.wake();
        fakes.passes(Duration.ofMillis(40));
    }

    private static List<Long> ids(EventStream stream) {
        List<Long> ids = new ArrayList<>();
        for (int empty = 0; empty < 3;) {
            List<Frame> batch = stream.take();
            empty = batch.isEmpty() ? empty + 1 : 0;
            batch.forEach(frame -> ids.add(frame.id()));
        }
        return ids;
    }

    @Test
    void beginsNow() {
        fakes.store.add(event(1, "a", "session.started"));
        EventStream stream = open(EventFilter.ALL, -1);
        happen(event(2, "a", "session.completed"));

        assertThat(ids(stream)).containsExactly(2L);
        assertThat(calls).contains("ready");
    }

    @Test
    void resumesAfterAnIdWithoutACap() {
        LongStream.rangeClosed(1, 5_000).forEach(id -> fakes.store.add(event(id, "a", "llm.interaction")));
        EventStream stream = open(EventFilter.ALL, 10);

        assertThat(ids(stream)).hasSize(4_990).isSorted().doesNotHaveDuplicates().startsWith(11L);
        happen(event(5_001, "a", "session.completed"));
        assertThat(ids(stream)).containsExactly(5_001L);
    }

    @Test
    void tellsOfAGapFirst() {
        fakes.store.add(event(50, "a", "session.started"));
        EventStream stream = open(EventFilter.ALL, 20);

        assertThat(stream.take()).isEmpty();
        assertThat(stream.take()).extracting(Frame::json).first().isEqualTo("{\"from\":21,\"to\":49}");
        assertThat(new String(Frames.gap(1, 2).streamed(), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo("event: gap\ndata: {\"from\":1,\"to\":2}\n\n");
    }

    @Test
    void tellsOfAnIdOfAnotherDatabase() {
        fakes.store.add(event(5, "a", "session.started"));
        EventStream stream = open(EventFilter.ALL, 900);
        happen(event(6, "a", "session.completed"));

        assertThat(ids(stream)).containsExactly(0L, 6L); // the gap has no id
    }

    @Test
    void filters() {
        EventStream stream = open(new EventFilter(List.of("session."), null, null, null, null), -1);
        happen(event(1, "a", "stage.started"), event(2, "a", "session.started"), event(3, "b", "llm.interaction"));

        assertThat(ids(stream)).containsExactly(2L);
    }

    @Test
    void aSessionsStreamHasItsTextsAndNoCancellations() {
        EventStream stream = open(EventFilter.of(Channel.ofSession("a")), -1);
        happen(event(1, "a", "session.started"), event(2, "a", "session.cancel_requested"), event(3, "b", "session.started"));
        fakes.hub.text("a", Frames.transientText("llm.stream.chunk", "{}"));

        assertThat(ids(stream)).containsExactly(1L, 0L);
    }

    @Test
    void aCommentComesEvery15Seconds() {
        EventStream stream = open(EventFilter.ALL, -1);
        calls.clear();
        for (int i = 0; i < 6; i++) {
            stream.tick();
        }

        assertThat(calls).containsExactly("comment", "comment");
    }

    /** Whatever the client's pace and whenever events come: every id once, in order. */
    @Property(tries = 300)
    void everyIdOnce(@ForAll @Size(max = 30) List<@IntRange(max = 400) Integer> steps, @ForAll boolean fromTheBeginning) {
        EventStreamTest test = new EventStreamTest();
        test.fakes.store.add(event(1, "a", "session.started"));
        EventStream stream = test.open(EventFilter.ALL, fromTheBeginning ? 0 : -1);
        List<Long> ids = new ArrayList<>();
        long id = 1;
        for (int step : steps) {
            if (step < 50) {
                stream.take().forEach(frame -> ids.add(frame.id()));
            } else {
                for (int i = 0; i < step; i++) {
                    id++;
                    test.fakes.store.add(event(id, "a", "llm.interaction"));
                }
                test.happen();
            }
        }
        test.fakes.passes(Duration.ofSeconds(1));
        ids.addAll(ids(stream));

        assertThat(ids).isEqualTo(LongStream.rangeClosed(fromTheBeginning ? 1 : 2, id).boxed().toList());
    }
}
