package io.alerthistory.storage.postgresql;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;

/** Access keys as entities. */
@ApplicationScoped
class AccessKeyRepository implements PanacheRepositoryBase<AccessKeyRow, String> {

    Uni<List<AccessKeyRow>> listed(int limit) {
        return find("order by case when revokedAtUs is null then 0 else 1 end, createdAtUs desc, keyId").page(0, limit).list();
    }

    Uni<Integer> revoke(String id, long nowUs) {
        return update("revokedAtUs = coalesce(revokedAtUs, ?1) where keyId = ?2", nowUs, id);
    }

    Uni<Integer> noteUse(String id, long nowUs, long notedBeforeUs) {
        return update("lastUsedAtUs = ?1 where keyId = ?2 and (lastUsedAtUs is null or lastUsedAtUs <= ?3)", nowUs, id,
                notedBeforeUs);
    }
}
