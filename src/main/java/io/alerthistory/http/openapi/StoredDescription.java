package io.alerthistory.http.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import io.quarkus.smallrye.openapi.runtime.OpenApiConstants;
import io.quarkus.smallrye.openapi.runtime.OpenApiDocumentService;
import io.smallrye.openapi.runtime.io.Format;

/**
 * Serves the OpenAPI document that was written at build time. By default the framework parses that document at every
 * start, builds a model and serializes it again; this is unnecessary, because every filter runs at build time.
 */
@Alternative
@Priority(1)
@Singleton
public class StoredDescription extends OpenApiDocumentService {

    private static final String DOCUMENT = "META-INF/quarkus-generated-openapi-doc.";

    /** Hides the document from the framework, which then builds no model. Must be called before the framework starts. */
    public static void serveWithoutAModel() {
        OpenApiConstants.classLoader = new ClassLoader(null) {

            /** In a native binary every class loader finds every resource. */
            @Override
            public @Nullable InputStream getResourceAsStream(String name) {
                return null;
            }
        };
    }

    /** Reads the document each time, because it is rarely requested and has a quarter of a megabyte. */
    @Override
    public byte[] getDocument(String name, Format format) {
        try (InputStream document = Thread.currentThread().getContextClassLoader().getResourceAsStream(DOCUMENT + format)) {
            if (document == null) {
                throw new IllegalStateException(DOCUMENT + format + " is missing");
            }
            return document.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
