package io.alerthistory.start;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

/** The current phase of the start. */
@Singleton
public class Progress {

    private static final Logger LOG = Logger.getLogger(Progress.class);

    private final CountDownLatch firstAttempt = new CountDownLatch(1);
    private final AtomicReference<StartPhase> phase = new AtomicReference<>(StartPhase.STARTING);

    private final Event<Started> started;

    Progress(Event<Started> started) {
        this.started = started;
    }

    public StartPhase phase() {
        return Objects.requireNonNull(phase.get());
    }

    void reached(StartPhase next) {
        phase.set(next);
        if (next == StartPhase.STARTED) {
            started.fire(new Started());
        }
        firstAttempt.countDown();
    }

    void attempted() {
        firstAttempt.countDown();
    }

    void awaitFirstAttempt(Duration atMost) throws InterruptedException {
        boolean inTime = firstAttempt.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
        if (!inTime) {
            LOG.info("The service listens; it is still waiting for the database or migrating it");
        }
    }
}
