import java.util.ArrayList;
import java.util.List;

/**
 * What became of one round.
 *
 * @param ready seconds from the end of the fault until the service was ready
 * @param notLive how often the process was not live
 */
record Round(Fault fault, String name, Tally tally, Audit audit, double ready, long notLive) {

    static final double RECOVERY = 15;

    /** A request waits for a connection and for a statement; the rest is for the way and for a busy machine. */
    static final double LONGEST = Site.POOL_TIMEOUT + Site.QUERY_TIMEOUT + 2;

    double longest() {
        return tally.latencies.longest() / 1000;
    }

    double recovery() {
        return Math.max(tally.firstSuccess(), ready);
    }

    /** @return in words, what was promised and not kept */
    List<String> broken() {
        List<String> broken = new ArrayList<>();
        require(audit.lost() == 0, audit.lost() + " acknowledged writes are not there", broken);
        require(audit.doubled() == 0, audit.doubled() + " records are there twice", broken);
        require(audit.miscounted() == 0, audit.miscounted() + " sessions do not count their rows", broken);
        require(longest() <= LONGEST, "a request took %.1f s".formatted(longest()), broken);
        require(recovery() <= RECOVERY, "recovered after %.1f s".formatted(recovery()), broken);
        require(tally.lastFailure() <= RECOVERY, "a request failed after %.1f s".formatted(tally.lastFailure()), broken);
        require(notLive == 0, "not live " + notLive + " times", broken);
        require(tally.others.sum() == 0, tally.others.sum() + " requests failed otherwise: " + tally.samples, broken);
        require(tally.successes.sum() > 0 && tally.unavailable.sum() + tally.unreachable.sum() > 0 || fault == Fault.TERMINATE,
                "the fault was not felt", broken);
        return broken;
    }

    private static void require(boolean kept, String otherwise, List<String> broken) {
        if (!kept) {
            broken.add(otherwise);
        }
    }
}
