package io.alerthistory.live;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Uni;

/**
 * The port of the stored events. Most of them are written by triggers of the schema, in the transaction of the change that they
 * tell of.
 */
public interface EventStore {

    /**
     * Reads events after an id, in the order of their ids. What was read once is complete: no event with a lower id comes
     * later.
     *
     * @param filter of which only the session, the alert and the channel choose. No index finds the rest, and a read that looks
     *        for it
     *        would not end in time: the reader sorts out the others page by page
     * @param max at most so many
     */
    Uni<List<StoredEvent>> after(long id, EventFilter filter, int max);

    /** Finds the highest id of the events of a channel; 0 when there are none. */
    Uni<Long> newest(Channel channel);

    /** Finds which ids are stored. */
    Uni<EventRange> range();

    /**
     * Writes an event that tells of no change, such as a request to a worker.
     *
     * @param sessionId of the session that it is about
     * @param fields the text of a JSON object, as {@link StoredEvent#fields}
     */
    Uni<Void> publish(@Nullable String sessionId, String type, String fields);
}
