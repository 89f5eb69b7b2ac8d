package io.alerthistory.http.live;

import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;

import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyWriter;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;

/**
 * Sends event streams. The framework's own streams render each event for each client, and send it in a write of its own; here
 * clients
 * share the bytes, and what has come meanwhile leaves together.
 */
@Provider
@Produces(MediaType.SERVER_SENT_EVENTS)
public class EventStreamWriter implements ServerMessageBodyWriter<EventStreaming> {

    private final EventStreams streams;

    EventStreamWriter(EventStreams streams) {
        this.streams = streams;
    }

    @Override
    public boolean isWriteable(Class<?> type, Type genericType, ResteasyReactiveResourceInfo target, MediaType mediaType) {
        return EventStreaming.class.isAssignableFrom(type);
    }

    @Override
    public boolean isWriteable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return EventStreaming.class.isAssignableFrom(type);
    }

    @Override
    public void writeResponse(EventStreaming streaming, Type genericType, ServerRequestContext context) {
        streams.send(streaming, (ResteasyReactiveRequestContext) context);
    }

    @Override
    public void writeTo(EventStreaming streaming, Class<?> type, Type genericType, Annotation[] annotations,
            MediaType mediaType, MultivaluedMap<String, Object> headers, java.io.OutputStream out) {
        throw new UnsupportedOperationException("events are sent without blocking");
    }
}
