package io.alerthistory.http.page.session;

/** Where the steps of the timeline's bars and lanes are. */
@FunctionalInterface
interface StepAddresses {

    /** The address of a step. */
    String step(long seq);

    /** The address of a stage's steps. */
    default String stage(String executionId) {
        return "#" + Steps.group(executionId);
    }
}
