package io.alerthistory.audit.chain;

import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.alerthistory.audit.AuditAction;
import io.alerthistory.audit.AuditConfig;
import io.alerthistory.audit.AuditStore;
import io.alerthistory.audit.Audits;
import io.alerthistory.time.Micros;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Deletes the rows of whole months from the beginning of the log, a month in each transaction. */
@ApplicationScoped
public class AuditPruning {

    private final AuditStore store;
    private final Audits audits;
    private final AuditConfig config;
    private final Clock clock;

    AuditPruning(AuditStore store, Audits audits, AuditConfig config, Clock clock) {
        this.store = store;
        this.audits = audits;
        this.config = config;
        this.clock = clock;
    }

    /** Deletes what is due; nothing when the log is kept for ever. */
    public Uni<Void> run() {
        YearMonth first = month(clock.instant()).minusMonths(config.retentionMonths());
        return config.retentionMonths() == 0 ? Uni.createFrom().voidItem() : keepFrom(first);
    }

    /** Deletes the rows of the months before one. */
    public Uni<Void> keepFrom(YearMonth kept) {
        return Multi.createBy().repeating().uni(() -> pruneOldest(kept)).whilst(pruned -> pruned).collect().last()
                .replaceWithVoid();
    }

    /** Whether a month was pruned, so that the next one may be due. */
    private Uni<Boolean> pruneOldest(YearMonth kept) {
        return oldest().flatMap(oldest -> {
            if (oldest.isEmpty() || !oldest.get().isBefore(kept)) {
                return Uni.createFrom().item(false);
            }
            long end = Micros.of(oldest.get().plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant());
            return store.prune(end, audits.entry(AuditAction.AUDIT_PRUNE, oldest.get().toString()))
                    .map(checkpoint -> checkpoint != null);
        });
    }

    private Uni<Optional<YearMonth>> oldest() {
        return store.rows(0, Long.MAX_VALUE, 1).map(rows -> rows.stream().findFirst()
                .map(row -> month(Instant.EPOCH.plusSeconds(Math.floorDiv(row.atUs(), 1_000_000L)))));
    }

    private static YearMonth month(Instant instant) {
        return YearMonth.from(instant.atOffset(ZoneOffset.UTC));
    }
}
