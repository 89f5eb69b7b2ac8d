package io.alerthistory.http.live;

import java.util.concurrent.atomic.AtomicInteger;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.alerthistory.http.HttpConfig;
import io.alerthistory.live.OpenConnections;

/** Counts the connections that stay open. They never take all of MAX_CONNECTIONS, so that probes and requests get through. */
@Singleton
public class LiveSlots {

    private final int max;
    private final OpenConnections connections;
    private final AtomicInteger used = new AtomicInteger();

    @Inject
    LiveSlots(LiveConfig live, HttpConfig http, OpenConnections connections) {
        this(Math.min(live.maxConnections(), http.maxConnections() - http.maxConnections() / 4), connections);
    }

    LiveSlots(int max, OpenConnections connections) {
        this.max = max;
        this.connections = connections;
    }

    /**
     * Takes a slot, to be released when the connection is closed.
     *
     * @throws ProblemException 503 when there is none, or the service stops
     */
    void reserve() {
        if (connections.isStopping()) {
            throw new ProblemException(ErrorCode.OVERLOADED, "This replica stops; connect again");
        }
        if (used.incrementAndGet() > max) {
            used.decrementAndGet();
            throw new ProblemException(ErrorCode.OVERLOADED,
                    "There are " + max + " connections that stay open, as many as may be; try again later");
        }
    }

    void release() {
        used.decrementAndGet();
    }

    int used() {
        return used.get();
    }
}
