package io.alerthistory.http.access;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

/** Finds the entry of {@link RouteRole} for a request. */
@Singleton
public class RouteTable {

    private static final String ANY = "/**";

    /** Routes without a variable, by method and path, which most requests have. */
    private final Map<String, RouteRole> fixed = new HashMap<>();
    private final Map<String, List<Template>> templates;

    private record Template(RouteRole route, Pattern pattern) {

        static Template of(RouteRole route) {
            String path = route.path();
            boolean isOpenEnded = path.endsWith(ANY);
            String begin = isOpenEnded ? path.substring(0, path.length() - ANY.length()) : path;
            String text = begin.replaceAll("\\{[^}]*}", "[^/]+");
            return new Template(route, Pattern.compile(isOpenEnded ? text + "([./].*)?" : text));
        }

        static boolean isNeeded(RouteRole route) {
            return route.path().contains("{") || route.path().endsWith(ANY);
        }

        long variables() {
            return route.path().chars().filter(c -> c == '{').count();
        }
    }

    RouteTable() {
        this(RouteRole.ALL);
    }

    RouteTable(List<RouteRole> routes) {
        routes.stream().filter(route -> !Template.isNeeded(route))
                .forEach(route -> fixed.put(key(route.method(), route.path()), route));
        templates = routes.stream().filter(Template::isNeeded).map(Template::of)
                .sorted(Comparator.comparingLong(Template::variables))
                .collect(Collectors.groupingBy(template -> template.route().method()));
    }

    /**
     * The entry of a request; empty when no route has the method and the path.
     *
     * @param path normalized by {@link io.alerthistory.http.Routes#normalized}
     */
    public Optional<RouteRole> find(String method, String path) {
        String served = method.equals("HEAD") ? "GET" : method;
        RouteRole exact = fixed.get(key(served, path));
        return exact != null ? Optional.of(exact) : Optional.ofNullable(template(served, path));
    }

    private @Nullable RouteRole template(String method, String path) {
        for (Template template : templates.getOrDefault(method, List.of())) {
            if (template.pattern().matcher(path).matches()) {
                return template.route();
            }
        }
        return null;
    }

    private static String key(String method, String path) {
        return method + " " + path;
    }
}
