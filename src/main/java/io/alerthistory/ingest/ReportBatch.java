package io.alerthistory.ingest;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

import io.alerthistory.episode.AlertKey;
import io.alerthistory.episode.EpisodeReport;
import io.alerthistory.episode.ReportedStart;

/**
 * The reports of a request, each fact once. One batch of the event recorder has a firing alert once for every route
 * that it matches.
 */
final class ReportBatch {

    private final Map<Fact, EpisodeReport> reports = new LinkedHashMap<>();

    private enum Kind {
        LEASED,
        SEEN,
        ENDED,
        DOUBTFULLY_ENDED
    }

    private record Fact(AlertKey alert, long startsAtUs, Kind kind) {

        static Fact of(EpisodeReport report) {
            return new Fact(report.key(), report.start().startsAtUs(), kind(report.start()));
        }

        private static Kind kind(ReportedStart start) {
            return start.toldEndUs() != null ? Kind.ENDED
                    : start.doubtfulEndUs() != null ? Kind.DOUBTFULLY_ENDED
                            : start.leaseUntilUs() != null ? Kind.LEASED : Kind.SEEN;
        }
    }

    /** Adds a report. Of several about one fact the one with the latest instant counts, as it does in the store. */
    void add(EpisodeReport report) {
        reports.merge(Fact.of(report), report,
                (one, other) -> instantUs(other.start()) > instantUs(one.start()) ? other : one);
    }

    private static long instantUs(ReportedStart start) {
        for (Long instant : new Long[] { start.toldEndUs(), start.doubtfulEndUs(), start.leaseUntilUs(),
                start.provenUntilUs() }) {
            if (instant != null) {
                return instant;
            }
        }
        return start.startsAtUs();
    }

    /** The reports, without copies, in the order in which they were added. */
    Collection<EpisodeReport> distinct() {
        return reports.values();
    }
}
