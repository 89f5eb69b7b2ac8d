package io.alerthistory.episode.read;

import java.util.Collection;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Which alerts are summed up in which groups.
 *
 * @param filter without matchers
 * @param alertIds only these alerts, at most {@link AlertStatistics#MAX_MATCHED}; null for all
 * @param keys only these groups; null for all
 */
public record GroupQuery(AlertFilter filter, @Nullable List<Long> alertIds, GroupBy groupBy, @Nullable List<String> keys) {

    /** Whether the sums of rules have the answer. */
    public boolean isOfRules() {
        return groupBy.isOfRules() && alertIds == null && filter.labels().isEmpty();
    }

    GroupQuery of(Collection<String> wanted) {
        return new GroupQuery(filter, alertIds, groupBy, List.copyOf(wanted));
    }
}
