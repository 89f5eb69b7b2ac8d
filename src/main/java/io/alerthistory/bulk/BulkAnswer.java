package io.alerthistory.bulk;

/** A line of the answer. */
public sealed interface BulkAnswer permits BatchReceipt, BulkReceipt {
}
