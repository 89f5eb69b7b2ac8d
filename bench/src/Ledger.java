import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** What was acknowledged, by round. */
final class Ledger {

    private final Map<String, Map<Fact.Kind, Set<String>>> rounds = new TreeMap<>();

    synchronized void acknowledged(Write write) {
        for (Fact fact : write.facts()) {
            String round = fact.id().substring(0, fact.id().indexOf('-'));
            rounds.computeIfAbsent(round, name -> new ConcurrentHashMap<>())
                    .computeIfAbsent(fact.kind(), kind -> ConcurrentHashMap.newKeySet()).add(fact.id());
        }
    }

    synchronized Set<String> of(String round, Fact.Kind kind) {
        return Set.copyOf(rounds.getOrDefault(round, Map.of()).getOrDefault(kind, Set.of()));
    }
}
