package io.alerthistory.alert;

import java.util.NavigableSet;

import org.jspecify.annotations.Nullable;

/**
 * The part of a firing that alerts change.
 *
 * @param starts in order; never modified
 * @param reportedStart the start of the reported interval; null when there is none
 * @param latest the report whose alert replaces the stored one; null when the stored one stays
 */
record FiringState(NavigableSet<AlertStart> starts, @Nullable AlertStart reportedStart, @Nullable Long completedAtUs,
        @Nullable AlertReport latest, boolean changed) {

    FiringState withStarts(NavigableSet<AlertStart> others) {
        return new FiringState(others, reportedStart, completedAtUs, latest, true);
    }

    FiringState withLatest(AlertReport report) {
        return new FiringState(starts, reportedStart, completedAtUs, report, true);
    }

    FiringState withInterval(AlertStart from, @Nullable Long endUs, AlertReport report) {
        return new FiringState(starts, from, endUs, report, true);
    }
}
