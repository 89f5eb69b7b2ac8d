package io.alerthistory.storage.postgresql;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;

/** Acknowledgements as entities. */
@ApplicationScoped
class AcknowledgementRepository implements PanacheRepositoryBase<AcknowledgementRow, AcknowledgementRow.Key> {

    /** The first acknowledgement of the last episode. */
    Uni<@Nullable AcknowledgementRow> first(long alertId, long startsAtUs) {
        return find("alertId = ?1 and startsAtUs >= ?2 order by startsAtUs", alertId, startsAtUs).firstResult();
    }

    /** Deletes those of the last episode; returns how many. */
    Uni<Long> deleteFrom(long alertId, long startsAtUs) {
        return delete("alertId = ?1 and startsAtUs >= ?2", alertId, startsAtUs);
    }
}
