package io.alerthistory.http.page.session;

/**
 * What all pages of a session may show for a moment.
 *
 * @param places addresses that do not depend on a page's window
 */
record SharedDrawing(TimelineView timeline, StepPlaces places) {
}
