package io.alerthistory.bulk;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.alerthistory.error.Problem;

/**
 * The last line of the answer: what became of the upload in all.
 *
 * @param done whether every line was read
 * @param error why not; absent when every line was
 * @param accepted how many records were new
 * @param duplicates how many were stored before with the same content
 * @param rejected how many were not stored
 */
public record BulkReceipt(boolean done, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Problem error, long accepted,
        long duplicates, long rejected) implements BulkAnswer {

    static final BulkReceipt NOTHING = new BulkReceipt(true, null, 0, 0, 0);

    BulkReceipt plus(BatchReceipt batch) {
        return new BulkReceipt(done, error, accepted + batch.accepted(), duplicates + batch.duplicates(),
                rejected + batch.rejected().size());
    }

    BulkReceipt brokenOff(Problem problem) {
        return new BulkReceipt(false, problem, accepted, duplicates, rejected);
    }
}
