package io.alerthistory.storage.postgresql;

import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.alerthistory.audit.AuditFilter;
import io.alerthistory.audit.AuditRow;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;

/** The audit log as entities. */
@ApplicationScoped
class AuditLogRepository implements PanacheRepositoryBase<AuditLogRow, Long> {

    /** The newest rows with a lower number. */
    Uni<List<AuditRow>> newest(AuditFilter filter, long beforeSeq, int max) {
        StringBuilder hql = new StringBuilder("seq < ?1");
        List<Object> values = new ArrayList<>(List.of(beforeSeq));
        filter.conditions().forEach((condition, value) -> {
            values.add(value);
            hql.append(" and ").append(condition.replace("at_us", "atUs")).append('?').append(values.size());
        });
        return find(hql.append(" order by seq desc").toString(), values.toArray()).range(0, max - 1).list()
                .map(AuditLogRepository::rows);
    }

    Uni<List<AuditRow>> between(long fromSeq, long toSeq, int max) {
        return find("seq between ?1 and ?2 order by seq", fromSeq, toSeq).range(0, max - 1).list()
                .map(AuditLogRepository::rows);
    }

    private static List<AuditRow> rows(List<AuditLogRow> entities) {
        return entities.stream().map(AuditLogRow::toRow).toList();
    }
}
