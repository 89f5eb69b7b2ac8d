package io.alerthistory.storage.postgresql;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import io.alerthistory.audit.AuditHead;
import io.alerthistory.database.AdvisoryLock;
import io.alerthistory.storage.mapping.AuditTables;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;

/** The head of the audit log as an entity. */
@ApplicationScoped
class AuditHeadRepository implements PanacheRepositoryBase<AuditHeadRow, Integer> {

    private static final String FIRST_HEAD = AuditTables.FIRST_HEAD.formatted("?1");

    /** In a statement of its own, so that the next one sees what the transaction before has committed. */
    private static final String TURN = "select cast(pg_advisory_xact_lock(" + AdvisoryLock.AUDIT.number() + ") as text)";

    /** Waits until no other transaction appends. The first entry of all makes the row. */
    Uni<AuditHeadRow> lock() {
        return getSession().chain(session -> session.createNativeQuery(TURN).getResultList()).chain(turn -> lockInTurn());
    }

    private Uni<AuditHeadRow> lockInTurn() {
        return lockIfThere().onItem().ifNull().switchTo(() -> getSession()
                .chain(session -> session.createNativeQuery(FIRST_HEAD).setParameter(1, AuditHead.START.hash()).executeUpdate())
                .chain(made -> lockIfThere()));
    }

    private Uni<AuditHeadRow> lockIfThere() {
        return findById(AuditHeadRow.ID, LockModeType.PESSIMISTIC_WRITE);
    }
}
