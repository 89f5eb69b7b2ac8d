package io.alerthistory.http.live;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;

import io.alerthistory.error.ProblemException;
import io.alerthistory.http.access.KeptAccess;
import io.alerthistory.live.EventStream;
import io.alerthistory.live.Live;
import io.alerthistory.live.OpenConnections;
import io.alerthistory.observe.LiveFigures;

/** Begins to send event streams. The writer of responses is made while the service is built, when there is no database. */
@ApplicationScoped
class EventStreams {

    private final Live live;
    private final LiveSlots slots;
    private final OpenConnections connections;
    private final LiveFigures figures;
    private final KeptAccess access;

    EventStreams(Live live, LiveSlots slots, OpenConnections connections, LiveFigures figures, KeptAccess access) {
        this.access = access;
        this.live = live;
        this.slots = slots;
        this.connections = connections;
        this.figures = figures;
    }

    void send(EventStreaming streaming, ResteasyReactiveRequestContext context) {
        context.suspend();
        if ("HEAD".equals(context.getMethod())) {
            context.serverResponse().end();
            context.resume();
            return;
        }
        try {
            slots.reserve();
        } catch (ProblemException refused) {
            context.resume(refused);
            return;
        }
        EventStreamSending sending = new EventStreamSending(context, streaming, live, this::released);
        figures.streams().incrementAndGet();
        connections.add(sending.stream(), access.of(context.getHttpHeaders().getHeaderString("Authorization")));
        sending.begin();
    }

    private void released(EventStream stream) {
        connections.remove(stream);
        figures.streams().decrementAndGet();
        slots.release();
    }
}
