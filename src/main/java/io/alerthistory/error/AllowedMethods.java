package io.alerthistory.error;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

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
    private final AtomicReference<@Nullable Map<Pattern, Set<String>>> routes = new AtomicReference<>();

    AllowedMethods(OpenApiDocumentService description, ObjectMapper json) {
        this.description = description;
        this.json = json;
    }

    /** The value of an Allow header; empty when the path is none of the API's. */
    String of(String path) {
        Set<String> methods = new TreeSet<>();
        known().forEach((route, allowed) -> {
            if (route.matcher(path).matches()) {
                methods.addAll(allowed);
            }
        });
        return String.join(", ", methods);
    }

    /** Read when it is first needed; the description is not there before the service has started. */
    private Map<Pattern, Set<String>> known() {
        Map<Pattern, Set<String>> known = routes.get();
        if (known == null) {
            known = read();
            routes.set(known);
        }
        return known;
    }

    private Map<Pattern, Set<String>> read() {
        Map<Pattern, Set<String>> found = new TreeMap<>(java.util.Comparator.comparing(Pattern::pattern));
        try {
            JsonNode paths = json.readTree(description.getDocument(DOCUMENT, Format.JSON)).path("paths");
            paths.properties().forEach(path -> {
                Set<String> methods = new TreeSet<>();
                path.getValue().fieldNames().forEachRemaining(name -> methods.add(name.toUpperCase(Locale.ROOT)));
                found.put(Pattern.compile(path.getKey().replaceAll("\\{[^}]*}", "[^/]+")), methods);
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }
}
