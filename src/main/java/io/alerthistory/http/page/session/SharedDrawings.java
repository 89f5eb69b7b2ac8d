package io.alerthistory.http.page.session;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import jakarta.inject.Singleton;

import io.alerthistory.history.OutlinedStage;
import io.alerthistory.history.SessionOutline;
import io.alerthistory.request.CallersContext;
import io.alerthistory.session.AlertSession;
import io.alerthistory.session.StageExecution;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;

/** The drawings of the sessions that people watch, kept for a moment, so that many people share one. */
@Singleton
final class SharedDrawings {

    static final int MAX_DRAWINGS = 64;

    private static final Duration KEPT = Duration.ofSeconds(5);

    private final Map<Key, Uni<SharedDrawing>> drawings = new LinkedHashMap<>();

    /**
     * What a drawing depends on.
     *
     * @param stages a hash of their states
     */
    record Key(String sessionId, long version, long lastSeq, int calls, int stages) {

        static Key of(SessionOutline outline) {
            AlertSession session = outline.session().session();
            int stages = 0;
            for (SessionOutline.Stage stage : outline.stages()) {
                stages = 31 * stages + hash(stage.execution());
                for (OutlinedStage execution : stage.executions()) {
                    stages = 31 * stages + hash(execution.stage().stage());
                }
            }
            return new Key(session.sessionId, session.version, session.counters.lastSeq,
                    SessionViews.calls(session.counters), stages);
        }

        private static int hash(StageExecution stage) {
            return Objects.hash(stage.executionId, stage.status, stage.startedAtUs, stage.pausedAtUs, stage.completedAtUs);
        }
    }

    /** The drawing that was made a moment ago, or else a new one, which others wait for. A failure is not kept. */
    Uni<SharedDrawing> get(Key key, Supplier<Uni<SharedDrawing>> draw) {
        return Uni.createFrom().deferred(() -> kept(key, draw)).emitOn(CallersContext.executor());
    }

    private Uni<SharedDrawing> kept(Key key, Supplier<Uni<SharedDrawing>> draw) {
        synchronized (drawings) {
            Uni<SharedDrawing> before = drawings.get(key);
            if (before != null) {
                return before;
            }
            Uni<SharedDrawing> drawing = detached(draw).onFailure().invoke(() -> remove(key)).memoize().indefinitely();
            if (drawings.size() == MAX_DRAWINGS) {
                drawings.remove(drawings.keySet().iterator().next());
            }
            drawings.put(key, drawing);
            ScheduledFuture<?> unused = Infrastructure.getDefaultWorkerPool().schedule(() -> remove(key), KEPT.toMillis(),
                    TimeUnit.MILLISECONDS);
            return drawing;
        }
    }

    /** An emitter, so that a viewer that goes does not cancel what others wait for. */
    private static Uni<SharedDrawing> detached(Supplier<Uni<SharedDrawing>> draw) {
        return Uni.createFrom().emitter(emitter -> {
            Uni.createFrom().deferred(draw::get).subscribe().with(emitter::complete, emitter::fail);
        });
    }

    private void remove(Key key) {
        synchronized (drawings) {
            drawings.remove(key);
        }
    }
}
