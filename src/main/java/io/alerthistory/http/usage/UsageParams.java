package io.alerthistory.http.usage;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.alerthistory.http.QueryReader;
import io.alerthistory.http.TableFormat;
import io.alerthistory.usage.UsageGroup;
import io.alerthistory.usage.UsageQuery;

/** The parameters of usage. */
record UsageParams(UsageQuery query, TableFormat format) {

    private static final String FROM = "from";
    private static final String TO = "to";
    private static final String GROUP = "group_by";
    private static final String FORMAT = "format";

    /** 30 days. */
    private static final long DEFAULT_RANGE_US = 30 * 86_400_000_000L;

    private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

    /**
     * Reads the query.
     *
     * @throws ProblemException 422 with every invalid parameter, 400 for those that contradict each other
     */
    static UsageParams of(Map<String, List<String>> parameters, long nowUs, TableFormat accepted) {
        QueryReader query = QueryReader.ofKnown(withTimes(parameters), Set.of(FROM, TO, GROUP, FORMAT));
        Long to = query.instant(TO);
        Long from = query.instant(FROM);
        UsageGroup group = query.one(GROUP, UsageGroup.values(), UsageGroup.MODEL);
        TableFormat format = query.one(FORMAT, TableFormat.values(), accepted);
        query.check();
        long end = Objects.requireNonNullElse(to, nowUs);
        long start = from == null ? Math.max(0, end - DEFAULT_RANGE_US) : from;
        if (start >= end || end - start > UsageQuery.MAX_RANGE_US) {
            throw new ProblemException(ErrorCode.INVALID_COMBINATION, "from must be before to, by at most 92 days");
        }
        return new UsageParams(new UsageQuery(start, end, group), format);
    }

    /** A day is the instant at which it begins in UTC. */
    private static Map<String, List<String>> withTimes(Map<String, List<String>> parameters) {
        Map<String, List<String>> times = new HashMap<>(parameters);
        for (String name : List.of(FROM, TO)) {
            times.computeIfPresent(name, (key, values) -> values.stream()
                    .map(value -> DAY.matcher(value).matches() ? value + "T00:00:00Z" : value).toList());
        }
        return times;
    }
}
