package io.alerthistory.http.erasure;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.alerthistory.erasure.EraseReceipt;
import io.alerthistory.erasure.EraseRequest;
import io.alerthistory.erasure.Erasures;
import io.smallrye.mutiny.Uni;

/** The route that erases sessions by author, label or identifier. */
@Path("/api/v1/history/erase")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "sessions")
public class EraseResource {

    private final Erasures erasures;

    EraseResource(Erasures erasures) {
        this.erasures = erasures;
    }

    @POST
    @Operation(summary = "Erase the sessions that match: delete them, or redact what they say; more: true asks for the same request again")
    public Uni<EraseReceipt> erase(@NotNull @Valid EraseRequest body) {
        return erasures.erase(body);
    }
}
