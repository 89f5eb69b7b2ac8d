package io.alerthistory.storage.postgresql;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;

/** Signing keys as entities. */
@ApplicationScoped
class SigningKeyRepository implements PanacheRepositoryBase<SigningKeyRow, String> {
}
