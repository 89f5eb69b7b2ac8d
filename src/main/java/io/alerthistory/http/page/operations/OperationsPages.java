package io.alerthistory.http.page.operations;

import java.util.Objects;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

import io.alerthistory.backup.NewBackupRequest;
import io.alerthistory.http.health.BackupResource;
import io.alerthistory.http.health.SelfTestResource;
import io.alerthistory.http.page.Form;
import io.alerthistory.http.page.Pages;
import io.alerthistory.http.page.Refusals;
import io.alerthistory.http.page.Section;
import io.alerthistory.http.page.Shell;
import io.alerthistory.http.page.WebText;
import io.smallrye.mutiny.Uni;

/**
 * The page of operators, and what administrators begin on it. Actions go through the resources of the API, with their audit.
 */
@Path(OperationsPages.PATH)
@Produces(WebText.HTML)
public class OperationsPages {

    static final String PATH = "/operations";

    private static final String TITLE = "Operations";

    private final Reports reports;
    private final BackupResource backups;
    private final SelfTestResource selfTests;
    private final Pages pages;
    private final Refusals refusals;

    OperationsPages(Reports reports, BackupResource backups, SelfTestResource selfTests, Pages pages, Refusals refusals) {
        this.reports = reports;
        this.backups = backups;
        this.selfTests = selfTests;
        this.pages = pages;
        this.refusals = refusals;
    }

    @GET
    @Operation(hidden = true)
    public Uni<RestResponse<WebText>> operations(HttpHeaders headers) {
        Shell shell = pages.shell(TITLE, Section.OPERATIONS, headers);
        return reports.read().flatMap(view -> pages.render(OperationsTemplates.operations(shell, view)));
    }

    @POST
    @Path("backups")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Uni<RestResponse<WebText>> backup(@Nullable String body, HttpHeaders headers) {
        Form form = Form.of(body);
        Shell shell = pages.shell(TITLE, Section.OPERATIONS, headers);
        return refusals.orPage("No backup was begun", Section.OPERATIONS, shell,
                () -> backups.begin(new NewBackupRequest(form.value("note"))).map(begun -> Pages.seeOther(PATH + "#backups")));
    }

    /** The result is not kept anywhere, so it is the response. */
    @POST
    @Path("self-tests")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Uni<RestResponse<WebText>> test(@Nullable String body, HttpHeaders headers) {
        Form form = Form.of(body);
        Shell shell = pages.shell("Self-test", Section.OPERATIONS, headers);
        return refusals.orPage("Nothing was tested", Section.OPERATIONS, shell,
                () -> selfTests.run(Objects.requireNonNullElse(form.value("test"), ""), null)
                        .flatMap(report -> pages.render(OperationsTemplates.tested(shell, TestedView.of(report)))));
    }
}
