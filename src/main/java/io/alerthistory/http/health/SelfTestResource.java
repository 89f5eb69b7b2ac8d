package io.alerthistory.http.health;

import java.util.Objects;

import jakarta.validation.Valid;
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
import org.jspecify.annotations.Nullable;

import io.alerthistory.audit.AuditAction;
import io.alerthistory.audit.Audits;
import io.alerthistory.selftest.SelfTestReport;
import io.alerthistory.selftest.SelfTestRequest;
import io.alerthistory.selftest.SelfTests;
import io.smallrye.mutiny.Uni;

/** Bounded tests of the database, off by default. */
@Path("/health/database/test")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "system")
public class SelfTestResource {

    private final SelfTests tests;
    private final Audits audits;

    SelfTestResource(SelfTests tests, Audits audits) {
        this.tests = tests;
        this.audits = audits;
    }

    @POST
    @Path("/{test}")
    @Operation(summary = "Test the database: full-suite, connection-pooling, latency (adhd-performance) or load-performance")
    @APIResponse(responseCode = "200", description = "Tested; passed says whether every check has passed", content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = SelfTestReport.class)))
    @APIResponse(responseCode = "403", description = "Not an administrator")
    @APIResponse(responseCode = "404", description = "Self-tests are off, or there is no such test")
    @APIResponse(responseCode = "409", description = "A test is running")
    public Uni<SelfTestReport> run(String test, @Nullable @Valid SelfTestRequest body) {
        return audits.around(audits.entry(AuditAction.DATABASE_TEST, test),
                () -> tests.run(test, Objects.requireNonNullElse(body, SelfTestRequest.DEFAULT)));
    }
}
