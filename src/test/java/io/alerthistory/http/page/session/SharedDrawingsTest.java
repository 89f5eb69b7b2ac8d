package io.alerthistory.http.page.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.alerthistory.http.page.SessionAddress;
import io.alerthistory.http.page.session.SharedDrawings.Key;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;

class SharedDrawingsTest {

    private static final SharedDrawing DRAWING = new SharedDrawing(new TimelineView(0, 0, List.of(), List.of(), List.of(), ""),
            new StepPlaces(new SessionAddress("s"), StepFilter.showing(1), null, Map.of(), 0, 0));

    private final SharedDrawings drawings = new SharedDrawings();
    private final List<UniEmitter<? super SharedDrawing>> drawn = new ArrayList<>();
    private final List<Object> got = new ArrayList<>();

    private void get(Key key) {
        drawings.get(key, () -> Uni.createFrom().<SharedDrawing> emitter(drawn::add)).subscribe().with(got::add, got::add);
    }

    private static Key key(int version) {
        return new Key("s", version, 1, 1, 1);
    }

    @Test
    void manyShareADrawing() {
        get(key(1));
        get(key(1));
        drawn.get(0).complete(DRAWING);
        get(key(1));

        assertThat(drawn).hasSize(1);
        assertThat(got).containsExactly(DRAWING, DRAWING, DRAWING);
    }

    @Test
    void aChangeIsDrawnAnew() {
        get(key(1));
        get(key(2));

        assertThat(drawn).hasSize(2);
    }

    @Test
    void aFailureIsNotKept() {
        RuntimeException failure = new IllegalStateException("lost");
        get(key(1));
        drawn.get(0).fail(failure);
        get(key(1));

        assertThat(drawn).hasSize(2);
        assertThat(got).containsExactly(failure);
    }

    @Test
    void onlyAFewAreKept() {
        for (int version = 0; version <= SharedDrawings.MAX_DRAWINGS; version++) {
            get(key(version));
        }
        get(key(SharedDrawings.MAX_DRAWINGS));
        assertThat(drawn).hasSize(SharedDrawings.MAX_DRAWINGS + 1);

        get(key(0));
        assertThat(drawn).hasSize(SharedDrawings.MAX_DRAWINGS + 2);
    }
}
