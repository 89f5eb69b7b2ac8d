package io.alerthistory.http.page;

import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;

import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerHttpResponse;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyWriter;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;

/** Sends pages to browsers. */
@Provider
@Produces(MediaType.TEXT_HTML)
public class WebTextWriter implements ServerMessageBodyWriter<WebText> {

    @Override
    public boolean isWriteable(Class<?> type, Type genericType, ResteasyReactiveResourceInfo target, MediaType mediaType) {
        return WebText.class.isAssignableFrom(type);
    }

    @Override
    public boolean isWriteable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return WebText.class.isAssignableFrom(type);
    }

    @Override
    public void writeResponse(WebText text, Type genericType, ServerRequestContext context) {
        ServerHttpResponse response = context.serverResponse();
        String accepted = ((ResteasyReactiveRequestContext) context).serverRequest()
                .getRequestHeader(HttpHeaders.ACCEPT_ENCODING);
        response.setResponseHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        if (text.isSentCompressed(accepted)) {
            response.setResponseHeader(HttpHeaders.CONTENT_ENCODING, WebText.GZIP);
            response.end(text.compressed());
        } else {
            response.end(text.bytes());
        }
    }

    @Override
    public void writeTo(WebText text, Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType,
            MultivaluedMap<String, Object> headers, java.io.OutputStream out) {
        throw new UnsupportedOperationException("texts are sent without blocking");
    }
}
