package io.alerthistory.http;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.quarkus.vertx.http.runtime.cors.CORSFilter;

/** The other origins whose pages may use the API: CORS_ORIGINS. */
@Singleton
public class AllowedOrigins {

    private static final String ANY = "*";

    private final List<String> origins;
    private final List<Pattern> patterns;

    AllowedOrigins(@ConfigProperty(name = "quarkus.http.cors.origins") Optional<List<String>> origins) {
        this.origins = origins.orElse(List.of());
        patterns = CORSFilter.parseAllowedOriginsRegex(origins);
    }

    /** Whether an origin is named. A * names none: a page of any site could use what a browser sends by itself. */
    public boolean name(String origin) {
        return !origin.equals(ANY) && (origins.contains(origin) || CORSFilter.isOriginAllowedByRegex(patterns, origin));
    }

    /** Whether any page may use the API, with nothing that a browser sends by itself. */
    public boolean areAll() {
        return origins.contains(ANY);
    }
}
