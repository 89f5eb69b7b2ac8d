package io.alerthistory.ingest;

import java.util.List;

/**
 * The response to events.
 *
 * @param received the number of events
 * @param recorded the number of news: episodes that were opened or changed, and notifications
 * @param unchanged the number of reports of an alert that said nothing new; one event may report many alerts
 * @param unknown the number of events of a type that is not known
 * @param rejected the events that could not be recorded, the first 100
 */
public record EventReceipt(int received, int recorded, int unchanged, int unknown, List<RejectedEvent> rejected) {

    /**
     * An event that was not recorded.
     *
     * @param index in the batch, from 0
     */
    public record RejectedEvent(int index, String code, String message) {
    }
}
