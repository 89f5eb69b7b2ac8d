package io.alerthistory.error;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkus.smallrye.openapi.runtime.OpenApiDocumentService;
import io.smallrye.openapi.runtime.io.Format;

/**
 * Which methods a path has. RFC 9110 wants them in the Allow header of every 405, and the framework, which knows them, does not
 * say;
 * the API's own description does.
 */
@Singleton
class AllowedMethods {

    private static final String DOCUMENT = "<default>";

    private final OpenApiDocumentService description;
    private final ObjectMapper json;

    AllowedMethods(OpenApiDocumentService description, ObjectMapper json) {
        this.description = description;
        this.json = json;
    }

    /** The value of an Allow header; empty when the path is none of the API's. */
    String of(String path) {
        Set<String> methods = new TreeSet<>();
        routes().forEach((route, allowed) -> {
            if (route.matcher(path).matches()) {
                methods.addAll(allowed);
            }
        });
        return String.join(", ", methods);
    }

    /** Read every time: a 405 is rare, and the description is in memory. */
    private Map<Pattern, Set<String>> routes() {
        Map<Pattern, Set<String>> routes = new TreeMap<>(java.util.Comparator.comparing(Pattern::pattern));
        try {
            JsonNode paths = json.readTree(description.getDocument(DOCUMENT, Format.JSON)).path("paths");
            paths.properties().forEach(path -> {
                Set<String> methods = new TreeSet<>();
                path.getValue().fieldNames().forEachRemaining(name -> methods.add(name.toUpperCase(Locale.ROOT)));
                routes.put(Pattern.compile(path.getKey().replaceAll("\\{[^}]*}", "[^/]+")), methods);
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return routes;
    }
}
