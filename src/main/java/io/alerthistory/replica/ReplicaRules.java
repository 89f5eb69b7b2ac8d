package io.alerthistory.replica;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What follows from the replicas that are alive. */
public final class ReplicaRules {

    /** How many names a message has; a fleet may be large. */
    private static final int MAX_NAMES = 5;

    private ReplicaRules() {
    }

    /**
     * Why replicas hinder a rollback of the schema.
     *
     * @param others the replicas beside the one that undoes migrations
     * @param target the schema version to go back to
     * @return empty when all of them can serve from that version
     */
    public static Optional<String> hinderingRollback(Collection<Replica> others, long target) {
        List<Replica> hindering = others.stream().filter(replica -> replica.schemaVersion() > target).toList();
        if (hindering.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(names(hindering, replica -> replica.podId() + " (version " + replica.version()
                + ", which needs schema version " + replica.schemaVersion() + ")") + " could not serve from version " + target
                + ": stop it, or replace it by a version that serves from there, and try again a minute later");
    }

    /** Since when replicas of different versions are alive at the same time; empty when all have one version. */
    public static Optional<Long> differentSince(Collection<Replica> alive) {
        return byVersion(alive).values().stream()
                .map(same -> same.stream().mapToLong(Replica::startedAtUs).min().orElseThrow()).sorted().skip(1).findFirst();
    }

    /** The versions, each with its replicas, in a line. */
    public static String versions(Collection<Replica> alive) {
        return byVersion(alive).entrySet().stream()
                .map(version -> version.getKey() + ": " + names(version.getValue(), Replica::podId))
                .collect(Collectors.joining("; "));
    }

    private static Map<String, List<Replica>> byVersion(Collection<Replica> replicas) {
        return replicas.stream().collect(Collectors.groupingBy(Replica::version, TreeMap::new, Collectors.toList()));
    }

    private static String names(List<Replica> replicas, Function<Replica, String> name) {
        String first = replicas.stream().sorted(Comparator.comparing(Replica::podId)).limit(MAX_NAMES).map(name)
                .collect(Collectors.joining(", "));
        return replicas.size() > MAX_NAMES ? first + " and " + (replicas.size() - MAX_NAMES) + " more" : first;
    }
}
