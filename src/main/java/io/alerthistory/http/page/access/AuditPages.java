package io.alerthistory.http.page.access;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

import io.alerthistory.audit.chain.AuditVerification;
import io.alerthistory.http.page.Pages;
import io.alerthistory.http.page.Refusals;
import io.alerthistory.http.page.Section;
import io.alerthistory.http.page.Shell;
import io.alerthistory.http.page.WebText;
import io.smallrye.mutiny.Uni;

/** Verifies the audit log, and shows the result. */
@Path(AccessPages.PATH + "/verify")
@Produces(WebText.HTML)
public class AuditPages {

    private final AuditVerification verification;
    private final Pages pages;
    private final Refusals refusals;

    AuditPages(AuditVerification verification, Pages pages, Refusals refusals) {
        this.verification = verification;
        this.pages = pages;
        this.refusals = refusals;
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Uni<RestResponse<WebText>> verify(HttpHeaders headers) {
        Shell shell = pages.shell("Audit log", Section.ACCESS, headers);
        return refusals.orPage("The audit log was not verified", Section.ACCESS, shell, () -> verification.verify(1)
                .flatMap(report -> pages.render(AccessTemplates.verified(shell, VerifiedView.of(report)))));
    }
}
