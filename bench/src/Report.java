import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** The tables that are printed. */
final class Report {

    private Report() {
    }

    static void header() {
        System.out.println("| round | fault | requests | acknowledged | 503 | unreachable | key locked | other | longest | first success"
                + " | ready | last failure | lost | duplicated | miscounted |");
        System.out.println("|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|");
    }

    static void line(Round round) {
        Tally tally = round.tally();
        System.out.printf(Locale.ROOT,
                "| %s | %s | %d | %d | %d | %d | %d | %d | %.1f s | %.1f s | %.1f s | %.1f s | %d | %d | %d |%n", round.name(),
                round.fault().name().toLowerCase(Locale.ROOT), tally.requests.sum(), round.audit().acknowledged(),
                tally.unavailable.sum(), tally.unreachable.sum(), tally.locked.sum(), tally.others.sum(), round.longest(),
                tally.firstSuccess(), round.ready(), tally.lastFailure(), round.audit().lost(), round.audit().doubled(),
                round.audit().miscounted());
        round.broken().forEach(broken -> System.out.println("  BROKEN: " + broken));
    }

    static void summary(List<Round> rounds) {
        System.out.println();
        System.out.println("| fault | rounds | requests | acknowledged | 503 | lost | duplicated | longest request | slowest recovery"
                + " | last failure |");
        System.out.println("|---|---|---|---|---|---|---|---|---|---|");
        for (Fault fault : Fault.values()) {
            List<Round> of = rounds.stream().filter(round -> round.fault() == fault).toList();
            if (!of.isEmpty()) {
                System.out.printf(Locale.ROOT, "| %s | %d | %,d | %,d | %,d | %d | %d | %.1f s | %.1f s | %.1f s |%n",
                        fault.description(), of.size(), sum(of, round -> round.tally().requests.sum()),
                        sum(of, round -> round.audit().acknowledged()), sum(of, round -> round.tally().unavailable.sum()),
                        sum(of, round -> round.audit().lost()), sum(of, round -> round.audit().doubled()), most(of, Round::longest),
                        most(of, Round::recovery), most(of, round -> round.tally().lastFailure()));
            }
        }
    }

    private static long sum(List<Round> rounds, ToLongFunction<Round> of) {
        return rounds.stream().mapToLong(of).sum();
    }

    private static double most(List<Round> rounds, ToDoubleFunction<Round> of) {
        DoubleSummaryStatistics all = rounds.stream().mapToDouble(of).summaryStatistics();
        return all.getMax();
    }
}
