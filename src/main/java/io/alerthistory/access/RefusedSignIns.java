package io.alerthistory.access;

import java.time.Clock;
import java.util.Map;
import java.util.Set;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import io.alerthistory.audit.AuditAction;
import io.alerthistory.audit.AuditEntry;
import io.alerthistory.audit.AuditOutcome;
import io.alerthistory.audit.AuditRow;
import io.alerthistory.audit.Audits;
import io.alerthistory.error.Causes;
import io.alerthistory.request.Caller;
import io.alerthistory.time.Micros;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

/**
 * Writes refused sign-ins into the audit log: one entry for each address and minute, so that who guesses keys cannot fill the
 * log.
 */
@Singleton
class RefusedSignIns {

    private static final Logger LOG = Logger.getLogger(RefusedSignIns.class);
    private static final long MINUTE_MS = 60_000;

    private final RefusalCounts counts = new RefusalCounts();
    private final Audits audits;
    private final OwnContext background;
    private final Vertx vertx;
    private final Clock clock;

    RefusedSignIns(Audits audits, OwnContext background, Vertx vertx, Clock clock) {
        this.audits = audits;
        this.background = background;
        this.vertx = vertx;
        this.clock = clock;
    }

    void add(@Observes SignInRefused refused) {
        if (counts.add(refused.address())) {
            vertx.setTimer(MINUTE_MS, timer -> write());
        }
    }

    private void write() {
        Multi.createFrom().iterable(counts.take().entrySet())
                .onItem().transformToUniAndConcatenate(count -> append(count.getKey(), count.getValue())).collect().last()
                .subscribe().with(done -> {
                }, failure -> LOG.warnf("The audit log does not have the refused sign-ins of a minute: %s",
                        Causes.firstLine(failure)));
    }

    private Uni<AuditRow> append(String address, int count) {
        Caller caller = new Caller("anonymous", Caller.Kind.ANONYMOUS, Set.of(), null, address);
        return background
                .run(() -> audits.append(new AuditEntry(Micros.now(clock), caller, AuditAction.SIGN_IN_REFUSED, address,
                        AuditOutcome.REFUSED, Map.of("count", count))));
    }
}
