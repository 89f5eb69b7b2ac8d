package io.alerthistory.http.interaction;

import java.util.List;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

import io.alerthistory.interaction.InteractionKind;
import io.alerthistory.interaction.InteractionReceipt;
import io.alerthistory.interaction.Interactions;
import io.alerthistory.interaction.RecordLlmInteraction;
import io.alerthistory.interaction.RecordMcpInteraction;
import io.smallrye.mutiny.Uni;

/** The route that appends the calls of an investigation: one object, or an array of at most 1,000. */
@Path("/api/v1/history/sessions/{sessionId}")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "interactions")
public class InteractionResource {

    private static final int MAX_INTERACTIONS = 1000;
    private static final String FLAG = "true|false";
    private static final String FLAG_MESSAGE = "must be true or false";
    private static final String TRUNCATE = "Truncate payloads that exceed a limit instead of refusing them";

    private final Interactions interactions;

    InteractionResource(Interactions interactions) {
        this.interactions = interactions;
    }

    @POST
    @Path("llm-interactions")
    @Operation(summary = "Append calls to language models, all of them or none")
    @Parameter(name = "truncate", in = ParameterIn.QUERY, description = TRUNCATE, schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "false"))
    @APIResponse(responseCode = "201", description = "At least one is new")
    @APIResponse(responseCode = "200", description = "All were stored before with the same content")
    public Uni<RestResponse<InteractionReceipt>> appendLlm(String sessionId,
            @NotEmpty @Size(max = MAX_INTERACTIONS) List<@NotNull @Valid RecordLlmInteraction> body,
            @RestQuery @Pattern(regexp = FLAG, message = FLAG_MESSAGE) @Nullable String truncate) {
        return interactions.append(sessionId, InteractionKind.LLM, body, Boolean.parseBoolean(truncate))
                .map(InteractionResource::response);
    }

    @POST
    @Path("mcp-interactions")
    @Operation(summary = "Append calls to tool servers, all of them or none")
    @Parameter(name = "truncate", in = ParameterIn.QUERY, description = TRUNCATE, schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "false"))
    @APIResponse(responseCode = "201", description = "At least one is new")
    @APIResponse(responseCode = "200", description = "All were stored before with the same content")
    public Uni<RestResponse<InteractionReceipt>> appendMcp(String sessionId,
            @NotEmpty @Size(max = MAX_INTERACTIONS) List<@NotNull @Valid RecordMcpInteraction> body,
            @RestQuery @Pattern(regexp = FLAG, message = FLAG_MESSAGE) @Nullable String truncate) {
        return interactions.append(sessionId, InteractionKind.MCP, body, Boolean.parseBoolean(truncate))
                .map(InteractionResource::response);
    }

    private static RestResponse<InteractionReceipt> response(InteractionReceipt receipt) {
        return RestResponse.status(receipt.accepted() > 0 ? RestResponse.Status.CREATED : RestResponse.Status.OK, receipt);
    }
}
