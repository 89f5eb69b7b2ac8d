package io.alerthistory.live;

/**
 * What became of a live text.
 *
 * @param passedOn whether it was passed on now; a chunk that was not waits for its turn, unless a newer one replaces it
 */
public record LiveReceipt(boolean passedOn) {
}
