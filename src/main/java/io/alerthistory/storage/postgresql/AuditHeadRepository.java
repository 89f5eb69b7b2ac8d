package io.alerthistory.storage.postgresql;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import org.hibernate.reactive.mutiny.Mutiny;

import io.alerthistory.audit.AuditHead;
import io.alerthistory.storage.mapping.AuditTables;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;

/** The head of the audit log as an entity. */
@ApplicationScoped
class AuditHeadRepository implements PanacheRepositoryBase<AuditHeadRow, Integer> {

    private static final String FIRST_HEAD = AuditTables.FIRST_HEAD.formatted("?1");

    /**
     * Waits until no other transaction appends. The first entry of all makes the row.
     *
     * @throws IllegalStateException in the Uni, outside of a transaction: the lock would not last until the entry is written
     */
    Uni<AuditHeadRow> lock() {
        return getSession().invoke(AuditHeadRepository::requireTransaction).chain(this::lockOrMake);
    }

    private static void requireTransaction(Mutiny.Session session) {
        if (session.currentTransaction() == null) {
            throw new IllegalStateException("An entry of the audit log needs the transaction of its action");
        }
    }

    private Uni<AuditHeadRow> lockOrMake() {
        return lockIfThere().onItem().ifNull().switchTo(() -> getSession()
                .chain(session -> session.createNativeQuery(FIRST_HEAD).setParameter(1, AuditHead.START.hash()).executeUpdate())
                .chain(made -> lockIfThere()));
    }

    private Uni<AuditHeadRow> lockIfThere() {
        return findById(AuditHeadRow.ID, LockModeType.PESSIMISTIC_WRITE);
    }
}
