package io.alerthistory.http.response;

import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Optional;

import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;

import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyWriter;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;

import io.alerthistory.http.MediaTypes;
import io.alerthistory.json.Utf8;
import io.alerthistory.stream.JsonDocument;

/** Sends documents: a small one at once, with its length; any other part by part. */
@Provider
@Produces({ MediaType.APPLICATION_JSON, MediaTypes.NDJSON, MediaTypes.CSV })
public class JsonDocumentWriter implements ServerMessageBodyWriter<JsonDocument> {

    private final Senders senders;

    JsonDocumentWriter(Senders senders) {
        this.senders = senders;
    }

    @Override
    public boolean isWriteable(Class<?> type, Type genericType, ResteasyReactiveResourceInfo target, MediaType mediaType) {
        return JsonDocument.class.isAssignableFrom(type);
    }

    @Override
    public boolean isWriteable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return JsonDocument.class.isAssignableFrom(type);
    }

    @Override
    public void writeResponse(JsonDocument document, Type genericType, ServerRequestContext context) {
        Optional<Utf8> small = document.text(JsonDocument.SMALL);
        if (small.isPresent()) {
            context.serverResponse().end(small.get().bytes());
            document.end().run();
        } else {
            senders.send(document, (ResteasyReactiveRequestContext) context);
        }
    }

    @Override
    public void writeTo(JsonDocument document, Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType,
            MultivaluedMap<String, Object> headers, java.io.OutputStream out) {
        throw new UnsupportedOperationException("documents are sent without blocking");
    }
}
