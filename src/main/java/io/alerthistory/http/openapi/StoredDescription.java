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
 * Serves the API's description as the build wrote it. The framework parses what the build wrote, makes a model of it and writes
 * it
 * anew at every start, which changes nothing here, because every filter has run at build time.
 */
@Alternative
@Priority(1)
@Singleton
public class StoredDescription extends OpenApiDocumentService {

    private static final String DOCUMENT = "META-INF/quarkus-generated-openapi-doc.";

    /** Hides what the build wrote from the framework, which then makes no model. Takes effect before it has started only. */
    public static void serveWithoutAModel() {
        OpenApiConstants.classLoader = new ClassLoader(null) {

            /** In a native binary every class loader finds every resource. */
            @Override
            public @Nullable InputStream getResourceAsStream(String name) {
                return null;
            }
        };
    }

    /** Reads it each time: it is rarely asked for, and a quarter of a megabyte. */
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
