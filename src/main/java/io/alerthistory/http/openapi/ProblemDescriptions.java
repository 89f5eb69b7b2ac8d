package io.alerthistory.http.openapi;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem.HttpMethod;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.parameters.Parameter.In;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.jspecify.annotations.Nullable;

import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.Problem;
import io.quarkus.smallrye.openapi.OpenApiFilter;

/**
 * Adds the possible problems to every operation: one response for each status, with the codes of {@link ErrorCode}.
 * Most statuses are derived from the operation's parameters and body; a resource names only the others.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD, priority = 10)
public final class ProblemDescriptions implements OASFilter {

    private static final String RETRY_AFTER = "Retry-After";
    private static final String WAYS_IN = "WWW-Authenticate";

    /** Not part of any operation, because no operation has the method. */
    private static final int METHOD_NOT_ALLOWED = 405;

    private static final int FORBIDDEN = 403;
    private static final Set<Integer> ANY = Set.of(400, 406, 414, 422, 431, 500, 503);
    /** Who has no credential, no role that is enough, or failed to sign in too often. */
    private static final Set<Integer> OF_ACCESS = Set.of(401, 403, 429);

    private static final Set<Integer> WITH_BODY = Set.of(408, 413, 415, 422);

    @Override
    public void filterOpenAPI(OpenAPI api) {
        api.getComponents().addHeader(RETRY_AFTER,
                OASFactory.createHeader().description("Seconds to wait before the next attempt")
                        .schema(OASFactory.createSchema().addType(SchemaType.INTEGER)));
        api.getComponents().addHeader(WAYS_IN, OASFactory.createHeader().description("The ways to sign in (RFC 9110, 11.6.1)")
                .schema(OASFactory.createSchema().addType(SchemaType.STRING)));
        statuses().forEach(status -> api.getComponents().addResponse(name(status), response(status)));
        api.getPaths().getPathItems().forEach((path, item) -> item.getOperations()
                .forEach((method, operation) -> complete(method, operation,
                        RouteSecurity.route(method, path).roles().isEmpty())));
    }

    private static void complete(HttpMethod method, Operation operation, boolean isForEveryRole) {
        Set<Integer> statuses = new LinkedHashSet<>(ANY);
        statuses.addAll(OF_ACCESS);
        if (isForEveryRole) {
            statuses.remove(FORBIDDEN);
        }
        operation.getResponses().getAPIResponses().keySet().stream().filter(name -> name.matches("[45]\\d\\d"))
                .map(Integer::valueOf).forEach(statuses::add);
        if (operation.getRequestBody() != null || method == HttpMethod.POST) { // a client may send a body even where none is expected
            statuses.addAll(WITH_BODY);
        }
        if (changesWhatHasAName(method, operation)) {
            statuses.add(409);
        }
        parameters(operation).forEach(parameter -> statuses.addAll(refusals(parameter)));
        statuses.retainAll(statuses());
        statuses.removeIf(status -> isOwn(operation.getResponses().getAPIResponse(String.valueOf(status))));
        Map<String, APIResponse> sorted = new TreeMap<>(operation.getResponses().getAPIResponses());
        statuses.forEach(status -> sorted.put(String.valueOf(status),
                OASFactory.createAPIResponse().ref("#/components/responses/" + name(status))));
        operation.getResponses().setAPIResponses(sorted);
    }

    private static boolean changesWhatHasAName(HttpMethod method, Operation operation) {
        return method != HttpMethod.GET && (parameters(operation).anyMatch(parameter -> parameter.getIn() == In.PATH)
                || operation.getResponses().hasAPIResponse("201"));
    }

    /** A resource may describe a response that is not a problem. */
    private static boolean isOwn(@Nullable APIResponse described) {
        return described != null && described.getContent() != null;
    }

    private static List<Integer> refusals(Parameter parameter) {
        if (parameter.getIn() == In.PATH) {
            return List.of(404);
        }
        if (parameter.getIn() == In.QUERY) {
            return List.of(422);
        }
        return switch (parameter.getName()) {
            case "If-Match" -> List.of(412);
            case "Idempotency-Key" -> List.of(409, 422);
            default -> List.of();
        };
    }

    private static Stream<Parameter> parameters(Operation operation) {
        return Stream.ofNullable(operation.getParameters()).flatMap(List::stream);
    }

    private static Set<Integer> statuses() {
        return Arrays.stream(ErrorCode.values()).map(ErrorCode::status).filter(status -> status != METHOD_NOT_ALLOWED)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String name(int status) {
        return "Problem" + status;
    }

    private static APIResponse response(int status) {
        List<ErrorCode> codes = Arrays.stream(ErrorCode.values()).filter(code -> code.status() == status).toList();
        APIResponse response = OASFactory.createAPIResponse()
                .description(codes.stream().map(code -> "`" + code.code() + "`: " + code.title())
                        .collect(Collectors.joining("; ")))
                .content(OASFactory.createContent().addMediaType(Problem.MEDIA_TYPE,
                        OASFactory.createMediaType().schema(schema(status, codes))));
        if (codes.contains(ErrorCode.UNAUTHENTICATED)) {
            response.addHeader(WAYS_IN, OASFactory.createHeader().ref("#/components/headers/" + WAYS_IN));
        }
        return codes.stream().anyMatch(code -> code.retryAfterSeconds() != null)
                ? response.addHeader(RETRY_AFTER, OASFactory.createHeader().ref("#/components/headers/" + RETRY_AFTER))
                : response;
    }

    private static Schema schema(int status, List<ErrorCode> codes) {
        Schema type = OASFactory.createSchema().addType(SchemaType.STRING);
        codes.forEach(code -> type.addEnumeration(code.type()));
        Schema these = OASFactory.createSchema().addType(SchemaType.OBJECT).addProperty("type", type).addProperty("status",
                OASFactory.createSchema().addType(SchemaType.INTEGER).constValue(status));
        return OASFactory.createSchema().addAllOf(Schemas.reference("Problem")).addAllOf(these);
    }
}
