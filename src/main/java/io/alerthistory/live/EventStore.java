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
     * @param max at most so many
     */
    Uni<List<StoredEvent>> after(long id, EventFilter filter, int max);

    /**
     * Finds an id that no event of a channel exceeds so far: the highest of the channel, or for the channel of workers the
     * highest
     * of all; 0 when there are none.
     */
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
