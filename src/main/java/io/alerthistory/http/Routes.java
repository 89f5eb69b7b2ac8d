package io.alerthistory.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkus.smallrye.openapi.runtime.OpenApiDocumentService;
import io.smallrye.openapi.runtime.io.Format;

/** The routes of the API, read from the OpenAPI document. */
@ApplicationScoped
public class Routes {

    private static final String DOCUMENT = "<default>";

    private static final Set<String> METHODS = Set.of("GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE");

    /** The escape of an unreserved character: a letter, a digit or one of -._~ (RFC 3986, 2.3). */
    private static final Pattern NEEDLESS_ESCAPE = Pattern.compile("%(2[dDeE]|3[0-9]|[46][1-9a-fA-F]|[57][0-9aA]|5[fF]|7[eE])");

    /** What normalizing changes. */
    private static final Pattern UNUSUAL = Pattern.compile("%|//|/\\.|^[^/]|.+/$");

    /** A WebSocket is no operation of an API description. */
    private static final Route WEB_SOCKET = new Route("/api/v1/ws", Pattern.compile("/api/v1/ws"), Set.of("GET"));

    private final List<Route> routes;

    /** Reads the document, which is complete before the first request. */
    Routes(OpenApiDocumentService description, ObjectMapper json) {
        List<Route> found = new ArrayList<>(List.of(WEB_SOCKET));
        try {
            json.readTree(description.getDocument(DOCUMENT, Format.JSON)).path("paths").properties()
                    .forEach(path -> found.add(Route.of(path.getKey(), path.getValue())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        found.sort(Comparator.comparingLong(route -> route.path().chars().filter(c -> c == '{').count()));
        routes = List.copyOf(found);
    }

    /** The route of an address as a template; empty when the API has none. */
    public Optional<String> at(String address) {
        return find(address).map(Route::path);
    }

    /** The methods of an address, sorted; empty when the API has no such route. */
    public Set<String> methods(String address) {
        return find(address).map(Route::methods).orElse(Set.of());
    }

    /** The methods of every route, by its template. */
    public Map<String, Set<String>> all() {
        return routes.stream().collect(Collectors.toMap(Route::path, Route::methods));
    }

    private Optional<Route> find(String address) {
        String path = normalized(address);
        return routes.stream().filter(route -> route.pattern().matcher(path).matches()).findFirst();
    }

    /** Normalizes the path of an address like the framework: removes redundant slashes, dots and escapes. */
    public static String normalized(String address) {
        if (!UNUSUAL.matcher(address).find()) {
            return address;
        }
        Deque<String> segments = new ArrayDeque<>();
        for (String name : NEEDLESS_ESCAPE.matcher(address).replaceAll(Routes::unescaped).split("/", -1)) {
            if (name.equals("..")) {
                segments.pollLast();
            } else if (!name.isEmpty() && !name.equals(".")) {
                segments.addLast(name);
            }
        }
        return "/" + String.join("/", segments);
    }

    private static String unescaped(MatchResult escape) {
        return String.valueOf((char) Integer.parseInt(escape.group(1), 16));
    }

    private record Route(String path, Pattern pattern, Set<String> methods) {

        static Route of(String path, JsonNode item) {
            Set<String> methods = new TreeSet<>();
            item.fieldNames().forEachRemaining(name -> methods.add(name.toUpperCase(Locale.ROOT)));
            methods.retainAll(METHODS);
            return new Route(path, Pattern.compile(path.replaceAll("\\{[^}]*}", "[^/]+")), methods);
        }
    }
}
