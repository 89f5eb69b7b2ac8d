package io.alerthistory.storage.postgresql;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;

/** A key with the response that is kept under it; without a response it is locked. */
@Entity
@Table(name = "idempotency_keys")
class IdempotencyKeyRow {

    @Id
    String idempotencyKey;
    String requestDigest;
    long createdAtUs;
    long lockedUntilUs;
    @Nullable
    Integer answerStatus;
    /** A JSON object, in a column of the type jsonb. */
    @ColumnTransformer(read = "cast(answer_headers as text)")
    @Nullable
    String answerHeaders;
    @Nullable
    String answerBody;
}
