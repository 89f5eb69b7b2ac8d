package io.alerthistory.live;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** Which channels of one connection catch up: one at a time for each. Guarded by the lock of the subscriptions. */
final class CatchUps {

    private static final long NONE = -1;

    /** By channel, the id after which the next one is to begin; NONE when none was asked for. */
    private final Map<Channel, Long> nextByChannel = new HashMap<>();

    /** What becomes of a catch-up. */
    enum Turn {
        /** It begins. */
        NOW,
        /** It begins when the one that runs has ended. */
        LATER,
        /** The connection has as many as it may. */
        FULL
    }

    /** @param lastId after which events are asked for, at least 0 */
    Turn begin(Channel channel, long lastId) {
        if (nextByChannel.containsKey(channel)) {
            nextByChannel.merge(channel, lastId, (before, asked) -> before == NONE ? asked : Math.min(before, asked));
            return Turn.LATER;
        }
        if (nextByChannel.size() >= Subscriptions.MAX) {
            return Turn.FULL;
        }
        nextByChannel.put(channel, NONE);
        return Turn.NOW;
    }

    /** One has ended. Returns after which id the next one begins, null for none. */
    @Nullable
    Long end(Channel channel) {
        Long next = nextByChannel.remove(channel);
        return next == null || next == NONE ? null : next;
    }
}
