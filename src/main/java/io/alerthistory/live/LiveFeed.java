package io.alerthistory.live;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.alerthistory.start.MigrateOnly;
import io.alerthistory.start.Started;
import io.quarkus.runtime.ShutdownEvent;

/** Listens to what the replicas say, and passes it on to the hub. */
@Singleton
public class LiveFeed implements EventFeed.Listener {

    private final EventFeed feed;
    private final Hub hub;
    private final MigrateOnly process;

    LiveFeed(EventFeed feed, Hub hub, MigrateOnly process) {
        this.feed = feed;
        this.hub = hub;
        this.process = process;
    }

    void begin(@Observes Started started) {
        if (!process.isOneOff()) {
            feed.start(this);
        }
    }

    void end(@Observes ShutdownEvent event) {
        feed.stop();
    }

    /** Whether events come at once, and not only when this replica looks for them. */
    public boolean isConnected() {
        return feed.isConnected();
    }

    @Override
    public void stored() {
        hub.wake();
    }

    @Override
    public void broadcast(String text) {
        Broadcast broadcast = Broadcast.parse(text);
        if (broadcast != null) {
            hub.text(broadcast.sessionId(), Frames.transientText(broadcast.type(), broadcast.json()));
        }
    }
}
