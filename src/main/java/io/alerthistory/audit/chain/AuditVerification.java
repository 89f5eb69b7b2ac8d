package io.alerthistory.audit.chain;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.enterprise.context.ApplicationScoped;

import io.alerthistory.audit.AuditRow;
import io.alerthistory.audit.AuditState;
import io.alerthistory.audit.AuditStore;
import io.alerthistory.error.FieldError;
import io.alerthistory.error.ProblemException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Walks along the log, a few rows at a time, to the row that is the newest when it begins. */
@ApplicationScoped
public class AuditVerification {

    private static final int BATCH = 200;

    private final AuditStore store;

    AuditVerification(AuditStore store) {
        this.store = store;
    }

    /**
     * Verifies the log.
     *
     * @param since the first row to verify, which follows whatever is before it; 1 for all
     * @throws ProblemException 422 when the log has no such row
     */
    public Uni<AuditReport> verify(long since) {
        return walked(since).flatMap(chain -> chain.isSound() ? Uni.createFrom().item(chain)
                // Rows that are pruned meanwhile are missing; a second walk begins after them.
                : store.state().flatMap(now -> Objects.equals(now.newestCheckpoint(), chain.state().newestCheckpoint())
                        ? Uni.createFrom().item(chain)
                        : walked(since)))
                .map(AuditReport::of);
    }

    private Uni<Chain> walked(long since) {
        return store.state().flatMap(state -> begin(state, since)).flatMap(this::walk).map(Chain::ended);
    }

    private Uni<Chain> begin(AuditState state, long since) {
        Chain all = Chain.ofAll(state);
        if (since <= all.last().seq() + 1) {
            return Uni.createFrom().item(all);
        }
        if (since > Math.max(all.end(), state.newestSeq())) {
            throw ProblemException.invalidParameters(List.of(FieldError.parameter("since",
                    "must be the number of a row; the newest one is " + all.end())));
        }
        return store.rows(since - 1, since - 1, 1).map(before -> before.isEmpty() ? Chain.missing(state, since - 1)
                : Chain.after(state, before.get(0).head()));
    }

    private Uni<Chain> walk(Chain start) {
        if (!start.isSound()) {
            return Uni.createFrom().item(start);
        }
        return Multi.createBy().repeating().uni(() -> new AtomicReference<>(new Walk(start, true)), this::step)
                .whilst(Walk::goesOn).collect().last().map(Walk::chain);
    }

    private Uni<Walk> step(AtomicReference<Walk> walk) {
        Chain chain = Objects.requireNonNull(walk.get()).chain();
        return store.rows(chain.last().seq() + 1, chain.end(), BATCH).map(rows -> {
            Chain next = chain;
            for (AuditRow row : rows) {
                next = next.isSound() ? next.next(row) : next;
            }
            Walk stepped = new Walk(next, next.isSound() && rows.size() == BATCH);
            walk.set(stepped);
            return stepped;
        });
    }

    private record Walk(Chain chain, boolean goesOn) {
    }
}
