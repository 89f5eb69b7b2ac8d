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

/** Describes what is common to all operations of a kind, so that resources do not repeat it. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD, priority = 15)
public final class OperationConventions implements OASFilter {

    private static final String JSON = "application/json";
    private static final String REQUEST_ID = "X-Request-Id";
    private static final String ETAG = "ETag";

    /** Sorted, so that the generated document is always the same. */
    private static final Map<String, String> HEADERS = new TreeMap<>(Map.of(REQUEST_ID,
            "The id of the request, copied from the request or generated; log lines contain it", ETAG,
            "The version of the returned representation",
            "Idempotent-Replay", "true when this is the stored response of an earlier request with the same Idempotency-Key",
            "Link",
            "The neighbouring pages (RFC 8288): rel next, prev, first"));

    private static final String PATH_SEGMENT = "^[^/\\\\?#;%]+$";

    private static final Map<String, String> PARAMETERS = Map.ofEntries(Map.entry("sessionId", "The session_id"),
            Map.entry("executionId", "The execution_id of a stage of the session"),
            Map.entry("stageExecutionId", "The execution_id of a stage of a chat"),
            Map.entry("interactionId", "The interaction_id of a model call, or the communication_id of a tool call"),
            Map.entry("chatId", "The chat_id"), Map.entry("backupId", "The backup_id"), Map.entry("keyId", "The id of a key"),
            Map.entry("source", "The name of the sender"), Map.entry("fingerprint", "The fingerprint of an alert"),
            Map.entry("version", "The version of a migration"),
            Map.entry("test", "The name of a test"),
            Map.entry("If-Match", "The ETag of the version to change; 412 when a different version is stored"),
            Map.entry("If-None-Match", "The ETag of the version that the client has; 304 when it is still the stored version"));

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
        parameters(operation).forEach(OperationConventions::bound);
        acceptSingleValue(operation);
        if (hasParameter(operation, "If-None-Match")) {
            operation.getResponses().addAPIResponse("304",
                    OASFactory.createAPIResponse().description("The stored version is the one in If-None-Match"));
        }
        describeSuccessesAlike(operation);
        operation.getResponses().getAPIResponses().forEach((status, response) -> addHeaders(operation, status, response));
    }

    /** Describes what is refused before a resource sees it; see EntryFilter and AddressRules. */
    private static void bound(Parameter parameter) {
        if (parameter.getIn() == Parameter.In.PATH) {
            parameter.getSchema().setPattern(PATH_SEGMENT);
        } else if ("If-Match".equals(parameter.getName())) {
            parameter.getSchema().setMinLength(1);
        }
    }

    /** Converts SessionResource_list to session_list. */
    private static String name(String classAndMethod) {
        String words = classAndMethod.replaceFirst("Resource_", "_").replaceAll("([a-z0-9])([A-Z])", "$1_$2");
        return words.toLowerCase(Locale.ROOT);
    }

    /** Describes that a single value is accepted instead of an array of one. */
    private static void acceptSingleValue(Operation operation) {
        Optional.ofNullable(operation.getRequestBody()).map(body -> body.getContent().getMediaType(JSON))
                .map(MediaType::getSchema).filter(OperationConventions::isArray).ifPresent(array -> {
                    Schema either = OASFactory.createSchema().addAnyOf(array.getItems()).addAnyOf(array);
                    operation.getRequestBody().getContent().getMediaType(JSON).setSchema(either);
                });
    }

    /**
     * Describes both successes alike: the framework describes the content of only one, and a created and an existing
     * resource look the same.
     */
    private static void describeSuccessesAlike(Operation operation) {
        APIResponse created = operation.getResponses().getAPIResponse("201");
        APIResponse found = operation.getResponses().getAPIResponse("200");
        if (created != null && found != null && created.getContent() == null) {
            created.setContent(found.getContent());
        }
    }

    private static boolean isArray(Schema schema) {
        return schema.getType() != null && schema.getType().contains(SchemaType.ARRAY);
    }

    private static void addHeaders(Operation operation, String status, APIResponse response) {
        if (response.getRef() != null || status.compareTo("400") >= 0) {
            return;
        }
        add(response, REQUEST_ID);
        if (hasParameter(operation, "If-None-Match") || hasParameter(operation, "If-Match")) {
            add(response, ETAG);
        }
        if (hasParameter(operation, "Idempotency-Key")) {
            add(response, "Idempotent-Replay");
        }
        if (hasParameter(operation, "cursor")) {
            add(response, "Link");
        }
    }

    private static void add(APIResponse response, String header) {
        Header reference = OASFactory.createHeader().ref("#/components/headers/" + header);
        response.addHeader(header, reference);
    }

    private static boolean hasParameter(Operation operation, String name) {
        return parameters(operation).anyMatch(parameter -> name.equals(parameter.getName()));
    }

    private static Stream<Parameter> parameters(Operation operation) {
        return Stream.ofNullable(operation.getParameters()).flatMap(List::stream);
    }
}
