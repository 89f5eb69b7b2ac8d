package io.alerthistory.http.live;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

import io.alerthistory.live.LiveReceipt;
import io.alerthistory.live.LiveText;
import io.alerthistory.live.LiveTexts;
import io.smallrye.mutiny.Uni;

/** The route of agents for what is shown and not stored. */
@Path(LiveRoutes.SESSION + "/live")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "live")
public class LiveTextResource {

    private final LiveTexts texts;

    LiveTextResource(LiveTexts texts) {
        this.texts = texts;
    }

    @POST
    @Operation(summary = "Show what happens now to those who watch the session; nothing is stored", description = "type decides which"
            + " fields there are. Of the chunks of one text, four a second are passed on, and the last one always.")
    @APIResponse(responseCode = "202", description = "It is shown, or waits for its turn", content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = LiveReceipt.class)))
    public Uni<RestResponse<LiveReceipt>> post(String sessionId, @NotNull @Valid LiveText body) {
        return texts.post(sessionId, body).map(receipt -> RestResponse.status(RestResponse.Status.ACCEPTED, receipt));
    }
}
