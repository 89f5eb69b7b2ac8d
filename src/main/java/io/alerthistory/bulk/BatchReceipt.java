package io.alerthistory.bulk;

import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * The durable result of a batch, or the sum of several batches when the client read no response meanwhile.
 *
 * @param accepted the number of new records
 * @param duplicates the number of records that were stored before with the same content
 * @param rejected the records that were not stored
 * @param rejectedOmitted how many further rejected lines are not listed; absent when all are
 */
public record BatchReceipt(int accepted, int duplicates, List<RejectedLine> rejected,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer rejectedOmitted) implements BulkResult {

    /**
     * Returns the sum of both.
     *
     * @param room the maximum number of the other's rejected lines to list
     */
    BatchReceipt plus(BatchReceipt other, int room) {
        int listed = Math.min(Math.max(room, 0), other.rejected.size());
        int omitted = omitted() + other.omitted() + other.rejected.size() - listed;
        return new BatchReceipt(accepted + other.accepted, duplicates + other.duplicates,
                Stream.concat(rejected.stream(), other.rejected.stream().limit(listed)).toList(),
                omitted == 0 ? null : omitted);
    }

    /** The number of rejected lines that are not listed. */
    int omitted() {
        return rejectedOmitted == null ? 0 : rejectedOmitted;
    }
}
