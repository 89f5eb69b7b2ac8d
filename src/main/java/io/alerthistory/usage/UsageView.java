package io.alerthistory.usage;

import java.util.List;

/**
 * What the sessions of a range used.
 *
 * @param usage the most expensive groups first; days in their order
 * @param truncated whether there are more groups than a response has
 * @param fromUs the start of the range in which the sessions started, microseconds since the epoch
 * @param toUs the end, which is not part of it
 */
public record UsageView(List<UsageRow> usage, boolean truncated, long fromUs, long toUs, UsageGroup groupBy) {

    public UsageView {
        usage = List.copyOf(usage);
    }
}
