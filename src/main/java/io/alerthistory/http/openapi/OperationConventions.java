package io.alerthistory.http.openapi;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

import io.quarkus.smallrye.openapi.OpenApiFilter;

/** What holds for every operation of a kind, so that no resource needs to repeat it. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD, priority = 15)
public final class OperationConventions implements OASFilter {

    private static final String JSON = "application/json";
    private static final String REQUEST_ID = "X-Request-Id";
    private static final String ETAG = "ETag";

    /** Sorted: the document is the same whenever it is made. */
    private static final Map<String, String> HEADERS = new TreeMap<>(Map.of(REQUEST_ID,
            "The id of the request, taken over from it or made; it stands in the log", ETAG, "The version that is answered",
            "Idempotent-Replay", "true when this is the answer of an earlier request with the same Idempotency-Key", "Link",
            "The neighbouring pages (RFC 8288): rel next, prev, first"));

    private static final Map<String, String> PARAMETERS = Map.of("sessionId", "The session_id", "executionId",
            "The execution_id of a stage of the session", "chatId", "The chat_id", "If-Match",
            "The ETag of the version that is meant; 412 when another one is stored", "If-None-Match",
            "The ETag of a version that is known; 304 when it is the stored one", "X-Forwarded-User",
            "Who sends this, as the proxy in front says", "X-Forwarded-Email",
            "The same, where the proxy knows nothing but an address");

    @Override
    public void filterOpenAPI(OpenAPI api) {
        HEADERS.forEach((name, meaning) -> api.getComponents().addHeader(name, OASFactory.createHeader().description(meaning)
                .schema(OASFactory.createSchema().addType(SchemaType.STRING))));
        api.getPaths().getPathItems().values().stream().flatMap(path -> path.getOperations().values().stream())
                .forEach(OperationConventions::complete);
    }

    private static void complete(Operation operation) {
        operation.setOperationId(name(operation.getOperationId()));
        parameters(operation).filter(parameter -> parameter.getDescription() == null)
                .forEach(parameter -> parameter.setDescription(PARAMETERS.get(parameter.getName())));
        takeOneForMany(operation);
        if (hasParameter(operation, "If-None-Match")) {
            operation.getResponses().addAPIResponse("304",
                    OASFactory.createAPIResponse().description("The version that If-None-Match names is the stored one"));
        }
        answerAlike(operation);
        operation.getResponses().getAPIResponses().forEach((status, answer) -> addHeaders(operation, status, answer));
    }

    /** SessionResource_list becomes session_list. */
    private static String name(String classAndMethod) {
        String words = classAndMethod.replaceFirst("Resource_", "_").replaceAll("([a-z0-9])([A-Z])", "$1_$2");
        return words.toLowerCase(Locale.ROOT);
    }

    /** The parser takes a single value for an array of one. */
    private static void takeOneForMany(Operation operation) {
        Optional.ofNullable(operation.getRequestBody()).map(body -> body.getContent().getMediaType(JSON))
                .map(MediaType::getSchema).filter(OperationConventions::isArray).ifPresent(array -> {
                    Schema either = OASFactory.createSchema().addAnyOf(array.getItems()).addAnyOf(array);
                    operation.getRequestBody().getContent().getMediaType(JSON).setSchema(either);
                });
    }

    /** The framework describes the content of one success only; what is new and what was there look the same. */
    private static void answerAlike(Operation operation) {
        APIResponse created = operation.getResponses().getAPIResponse("201");
        APIResponse found = operation.getResponses().getAPIResponse("200");
        if (created != null && found != null && created.getContent() == null) {
            created.setContent(found.getContent());
        }
    }

    private static boolean isArray(Schema schema) {
        return schema.getType() != null && schema.getType().contains(SchemaType.ARRAY);
    }

    private static void addHeaders(Operation operation, String status, APIResponse answer) {
        if (answer.getRef() != null || status.compareTo("400") >= 0) {
            return;
        }
        add(answer, REQUEST_ID);
        if (hasParameter(operation, "If-None-Match") || hasParameter(operation, "If-Match")) {
            add(answer, ETAG);
        }
        if (hasParameter(operation, "Idempotency-Key")) {
            add(answer, "Idempotent-Replay");
        }
        if (hasParameter(operation, "cursor")) {
            add(answer, "Link");
        }
    }

    private static void add(APIResponse answer, String header) {
        Header reference = OASFactory.createHeader().ref("#/components/headers/" + header);
        answer.addHeader(header, reference);
    }

    private static boolean hasParameter(Operation operation, String name) {
        return parameters(operation).anyMatch(parameter -> name.equals(parameter.getName()));
    }

    private static Stream<Parameter> parameters(Operation operation) {
        return Stream.ofNullable(operation.getParameters()).flatMap(List::stream);
    }
}
