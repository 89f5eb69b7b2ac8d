package io.alerthistory.start;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides whether a service that serves may undo migrations.
 *
 * @param target the version to go back to
 * @param required the oldest version that this build can serve from
 * @param missingUndo which migrations cannot be undone; empty when all can
 * @param replicas which other replicas could not serve from the target; empty when all could
 * @param missingBackup what is missing of a backup; empty when there is a recent one, or the caller does without
 */
record RollbackRules(String target, String required, Optional<String> missingUndo, Optional<String> replicas,
        Optional<String> missingBackup) {

    /** Every reason against it; empty when it may. */
    List<String> refusals() {
        List<String> reasons = new ArrayList<>();
        missingUndo.ifPresent(reasons::add);
        if (Long.parseLong(target) < Long.parseLong(required)) {
            reasons.add("this build needs schema version " + required + " and could not serve from version " + target
                    + ": stop the service, then run migrate rollback --to " + target + " on the command line");
        }
        replicas.ifPresent(reasons::add);
        missingBackup.ifPresent(reasons::add);
        return reasons;
    }
}
