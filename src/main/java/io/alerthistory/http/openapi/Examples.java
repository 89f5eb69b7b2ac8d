package io.alerthistory.http.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkus.smallrye.openapi.OpenApiFilter;

/** Adds recorded requests and responses as examples; ExamplesTest keeps them up to date. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD, priority = 5)
public final class Examples implements OASFilter {

    private static final int REFUSED = 400;
    private static final String JSON = "application/json";
    private static final String CSV = "text/csv";
    private static final String RECORDED = "openapi/examples.json";

    /**
     * A request and its response.
     *
     * @param operation its operationId
     * @param name what the example shows, in words joined by underscores; the same for all exchanges of a scenario
     * @param request the body that was sent; null when there was none
     * @param answer the body of the response; null when there was none
     */
    public record Exchange(String operation, String name, @Nullable Object request, int status, @Nullable Object answer) {
    }

    @Override
    public void filterOpenAPI(OpenAPI api) {
        Map<String, Operation> operations = new HashMap<>();
        api.getPaths().getPathItems().values()
                .forEach(path -> path.getOperations().values().forEach(one -> operations.put(one.getOperationId(), one)));
        for (Exchange exchange : recorded()) {
            Operation operation = operations.get(exchange.operation());
            if (operation == null) {
                continue; // ExamplesTest reports it
            }
            if (operation.getRequestBody() != null && exchange.status() < REFUSED) {
                show(operation.getRequestBody().getContent(), exchange.name(), exchange.request());
            }
            APIResponse response = operation.getResponses().getAPIResponse(String.valueOf(exchange.status()));
            if (response != null) {
                show(resolved(api, response).getContent(), exchange.name(), exchange.answer());
            }
        }
    }

    private static APIResponse resolved(OpenAPI api, APIResponse response) {
        String reference = response.getRef();
        return reference == null ? response
                : Objects.requireNonNull(
                        api.getComponents().getResponses().get(reference.substring(reference.lastIndexOf('/') + 1)));
    }

    /**
     * What was recorded is JSON where an operation offers JSON; it is no example of its other media types then, and lines of
     * JSON are none of CSV.
     */
    private static void show(@Nullable Content content, String name, @Nullable Object value) {
        if (content != null && value != null) {
            Map<String, MediaType> types = content.getMediaTypes();
            MediaType json = types.get(JSON);
            if (json != null) {
                json.addExample(name, OASFactory.createExample().value(value));
            } else {
                types.forEach((mediaType, type) -> {
                    if (value instanceof String || !mediaType.equals(CSV)) {
                        type.addExample(name, OASFactory.createExample().value(value));
                    }
                });
            }
        }
    }

    private static List<Exchange> recorded() {
        ClassLoader loader = Examples.class.getClassLoader();
        try (InputStream in = loader.getResourceAsStream(RECORDED)) {
            ObjectMapper json = new ObjectMapper();
            return in == null ? List.of() : List.of(json.readValue(in, Exchange[].class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
