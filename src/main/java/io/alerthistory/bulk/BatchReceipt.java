package io.alerthistory.bulk;

import java.util.List;

/**
 * What became of a batch; it is durable.
 *
 * @param accepted how many records were new
 * @param duplicates how many were stored before with the same content
 * @param rejected those that were not stored
 */
public record BatchReceipt(int accepted, int duplicates, List<RejectedLine> rejected) implements BulkAnswer {
}
