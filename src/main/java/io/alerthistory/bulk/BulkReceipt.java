package io.alerthistory.bulk;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.alerthistory.error.Problem;

/**
 * The last line of the response: the result of the whole upload.
 *
 * @param done whether every line was read
 * @param error why not every line was read; absent otherwise
 * @param accepted the number of new records
 * @param duplicates the number of records that were stored before with the same content
 * @param rejected the number of records that were not stored
 */
public record BulkReceipt(boolean done, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Problem error, long accepted,
        long duplicates, long rejected) implements BulkResult {

    static final BulkReceipt NOTHING = new BulkReceipt(true, null, 0, 0, 0);

    BulkReceipt plus(BatchReceipt batch) {
        return new BulkReceipt(done, error, accepted + batch.accepted(), duplicates + batch.duplicates(),
                rejected + batch.rejected().size());
    }

    BulkReceipt brokenOff(Problem problem) {
        return new BulkReceipt(false, problem, accepted, duplicates, rejected);
    }
}
