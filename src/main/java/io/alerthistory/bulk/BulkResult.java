package io.alerthistory.bulk;

/** A line of the response. */
public sealed interface BulkResult permits BatchReceipt, BulkReceipt {
}
