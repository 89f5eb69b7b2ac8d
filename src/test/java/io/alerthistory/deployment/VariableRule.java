package io.alerthistory.deployment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

import io.alerthistory.config.Setting;
import io.alerthistory.config.Settings;
import io.alerthistory.database.DatabaseUrl;

/** Every variable is one that the service knows by its canonical name, is understood, and leads to what is deployed here. */
final class VariableRule implements Rule {

    private static final Set<String> KNOWN = Arrays.stream(Setting.values()).map(Setting::name)
            .collect(Collectors.toUnmodifiableSet());
    /** Stands for a file of the container, which a test has not. */
    private static final String SOME_FILE = "pom.xml";

    @Override
    public Stream<String> violations(Landscape landscape) {
        return landscape.workloads().stream().flatMap(workload -> workload.containers().stream()
                .flatMap(
                        container -> violations(landscape, workload, container).map(violation -> workload + ": " + violation)));
    }

    private static Stream<String> violations(Landscape landscape, Workload workload, JsonNode container) {
        Variables variables = Variables.of(landscape, container);
        List<String> violations = new ArrayList<>(variables.missing());
        if (workload.isTheService()) {
            variables.values().keySet().stream().filter(name -> !KNOWN.contains(name) && !name.matches("(QUARKUS|JAVA)_.+"))
                    .forEach(name -> violations.add("the service knows no variable " + name));
            violations.addAll(misunderstood(landscape, container, variables.values()));
        }
        return violations.stream();
    }

    private static List<String> misunderstood(Landscape landscape, JsonNode container, Map<String, String> values) {
        Map<String, String> readable = new HashMap<>(values);
        readable.computeIfPresent(Setting.POSTGRES_SSL_ROOT_CERT.name(), (name, path) -> SOME_FILE);
        try {
            Settings settings = Settings.read(readable::get);
            List<String> violations = new ArrayList<>();
            String port = settings.required(Setting.PORT);
            if (!container.path("ports").findValuesAsText("containerPort").contains(port)) {
                violations.add("it listens on PORT " + port + ", which is not open");
            }
            databases(landscape, settings).filter(address -> isHere(address)
                    && !landscape.databaseAddresses().contains(address))
                    .forEach(address -> violations.add("no database listens on " + address));
            if (databases(landscape, settings).findAny().isEmpty()) {
                violations.add("it has no database");
            }
            return violations;
        } catch (IllegalArgumentException refused) {
            return List.of(String.valueOf(refused.getMessage()));
        }
    }

    /** Host and port, as many as are named. */
    private static Stream<String> databases(Landscape landscape, Settings settings) {
        Stream<String> urls = Stream.of(Setting.DATABASE_URL, Setting.DATABASE_DIRECT_URL)
                .flatMap(setting -> settings.value(setting).stream())
                .map(url -> (DatabaseUrl.Postgresql) DatabaseUrl.parse(url)).map(url -> url.host() + ":" + url.port());
        Stream<String> parts = settings.isSet(Setting.DATABASE_PASSWORD)
                ? Stream.of(settings.required(Setting.DATABASE_HOST) + ":" + settings.required(Setting.DATABASE_PORT))
                : Stream.empty();
        return Stream.concat(urls, parts);
    }

    /** Hosts with dots are elsewhere: an example's. */
    private static boolean isHere(String address) {
        return !address.contains(".");
    }
}
