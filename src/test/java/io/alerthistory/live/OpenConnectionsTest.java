package io.alerthistory.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.smallrye.mutiny.Uni;

/** What becomes of connections when the service stops. */
class OpenConnectionsTest {

    private final LiveFakes fakes = new LiveFakes();
    private final List<String> calls = new ArrayList<>();
    private final OpenConnections connections = new OpenConnections(fakes.timers, Duration.ofSeconds(10));

    private OpenConnection connection() {
        return connection(new AtomicBoolean(true));
    }

    private OpenConnection connection(AtomicBoolean isAllowed) {
        OpenConnection connection = new OpenConnection() {

            @Override
            public void tick() {
                calls.add("tick");
            }

            @Override
            public void expel() {
                calls.add("expel");
            }

            @Override
            public void stop() {
                calls.add("stop");
            }
        };
        connections.add(connection, () -> Uni.createFrom().item(isAllowed.get()));
        return connection;
    }

    @Test
    void connectionsAreClosedOneAfterTheOther() {
        for (int i = 0; i < 8; i++) {
            connection();
        }
        connections.stop(new ShutdownDelayInitiatedEvent());
        assertThat(calls).containsExactly("stop");

        fakes.passes(Duration.ofSeconds(4));
        assertThat(calls).filteredOn("stop"::equals).hasSize(5);
        fakes.passes(Duration.ofSeconds(4));
        assertThat(calls).filteredOn("stop"::equals).hasSize(8);
        assertThat(connections.isStopping()).isTrue();
    }

    @Test
    void whoComesWhileTheServiceStopsIsClosedAtOnce() {
        connections.stop(new ShutdownDelayInitiatedEvent());
        connection();

        assertThat(calls).containsExactly("stop");
    }

    @Test
    void whoMayNotBeHereAnyMoreIsExpelled() {
        AtomicBoolean isAllowed = new AtomicBoolean(true);
        connection(isAllowed);
        connection();
        fakes.passes(Duration.ofSeconds(6));
        isAllowed.set(false);
        fakes.passes(Duration.ofSeconds(5));

        assertThat(calls).filteredOn("expel"::equals).hasSize(1);
    }

    @Test
    void ticksOnlyWhileThereAreConnections() {
        OpenConnection connection = connection();
        fakes.passes(Duration.ofSeconds(11));
        assertThat(calls).containsExactly("tick", "tick");

        connections.remove(connection);
        fakes.passes(Duration.ofMinutes(1));
        assertThat(calls).hasSizeLessThan(4);
    }
}
