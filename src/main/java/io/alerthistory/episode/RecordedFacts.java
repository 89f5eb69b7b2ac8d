package io.alerthistory.episode;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What became of facts.
 *
 * @param outcomes of each report, in the order of the reports
 * @param notifications the number of notifications that were new
 * @param written the alerts whose episodes were written. A report that extends a lease is unchanged, and may be written
 */
public record RecordedFacts(List<Outcome> outcomes, int notifications, Set<AlertKey> written) {

    /** Facts of which it is not known which alerts were written. */
    public RecordedFacts(List<Outcome> outcomes, int notifications) {
        this(outcomes, notifications, Set.of());
    }

    /** What a report did. */
    public enum Outcome {
        /** It opened an episode. */
        CREATED,
        /** It ended an episode, reopened it, or moved its start or end. */
        UPDATED,
        /** It said nothing that changes an episode. */
        UNCHANGED
    }

    /** These facts, and others that were recorded after them. */
    public RecordedFacts and(RecordedFacts later) {
        return new RecordedFacts(Stream.concat(outcomes.stream(), later.outcomes.stream()).toList(),
                notifications + later.notifications,
                Stream.concat(written.stream(), later.written.stream()).collect(Collectors.toUnmodifiableSet()));
    }

    /** The number of reports with an outcome. */
    public int count(Outcome outcome) {
        return (int) outcomes.stream().filter(outcome::equals).count();
    }
}
