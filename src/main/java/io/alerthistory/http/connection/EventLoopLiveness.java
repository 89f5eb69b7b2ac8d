package io.alerthistory.http.connection;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

import io.alerthistory.error.Causes;
import io.alerthistory.observe.HistoryEvent;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;

/**
 * The liveness check: every event loop makes progress, and no request has run out of heap. Neither recovers without a
 * restart.
 */
@Liveness
@ApplicationScoped
class EventLoopLiveness implements AsyncHealthCheck {

    /** Much longer than a garbage collection or the first request takes. */
    private static final Duration MAX_SILENCE = Duration.ofSeconds(20);

    private final Connections connections;
    private final AtomicBoolean outOfMemory = new AtomicBoolean();

    EventLoopLiveness(Connections connections) {
        this.connections = connections;
    }

    void on(@Observes HistoryEvent.RequestFailed failed) {
        if (Causes.find(failed.cause(), OutOfMemoryError.class).isPresent()) {
            outOfMemory.set(true);
        }
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        long silence = connections.longestSilenceMillis();
        return Uni.createFrom().item(HealthCheckResponse.named("event loops")
                .status(silence < MAX_SILENCE.toMillis() && !outOfMemory.get()).withData("longest_silence_ms", silence)
                .withData("out_of_memory", outOfMemory.get()).build());
    }
}
