package io.alerthistory.episode;

import java.util.List;

/**
 * What became of facts.
 *
 * @param outcomes of each report, in the order of the reports
 * @param notifications the number of notifications that were new
 */
public record RecordedFacts(List<Outcome> outcomes, int notifications) {

    /** What a report did. */
    public enum Outcome {
        /** It opened an episode. */
        CREATED,
        /** It ended an episode, reopened it, or moved its start or end. */
        UPDATED,
        /** It said nothing that changes an episode. */
        UNCHANGED
    }

    /** The number of reports with an outcome. */
    public int count(Outcome outcome) {
        return (int) outcomes.stream().filter(outcome::equals).count();
    }
}
