package io.alerthistory.http.page.operations;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.alerthistory.http.health.MigrationRequest;
import io.alerthistory.http.health.MigrationResource;
import io.alerthistory.http.health.RollbackRequest;
import io.alerthistory.http.page.ConfirmView;
import io.alerthistory.http.page.Form;
import io.alerthistory.http.page.Pages;
import io.alerthistory.http.page.Refusals;
import io.alerthistory.http.page.Section;
import io.alerthistory.http.page.Shell;
import io.alerthistory.http.page.WebText;
import io.alerthistory.start.MigrationStatus;
import io.smallrye.mutiny.Uni;

/** Runs, rehearses and rolls back migrations for administrators, each after a page that says what it does. */
@Path(MigrationPages.PATH)
@Produces(WebText.HTML)
public class MigrationPages {

    static final String PATH = OperationsPages.PATH + "/migrations";

    private static final String TITLE = "Migrations";
    private static final String TO = "to";
    private static final String WITHOUT_BACKUP = "without_backup";
    private static final ConfirmView.Field OPTION = new ConfirmView.Field(WITHOUT_BACKUP,
            "Do without a verified backup that is younger than an hour");

    private final MigrationResource migrations;
    private final Pages pages;
    private final Refusals refusals;

    MigrationPages(MigrationResource migrations, Pages pages, Refusals refusals) {
        this.migrations = migrations;
        this.pages = pages;
        this.refusals = refusals;
    }

    @GET
    @Path("run")
    @Operation(hidden = true)
    public Uni<RestResponse<WebText>> askRun(HttpHeaders headers) {
        return ask(headers, status -> {
            if (status.pending().isEmpty()) {
                throw new ProblemException(ErrorCode.MIGRATION_REFUSED, "No migration is pending");
            }
            String versions = status.pending().stream().map(each -> each.version() + " (" + each.description() + ")")
                    .collect(Collectors.joining(", "));
            return new ConfirmView("Run the pending migrations?",
                    List.of("These run, in this order: " + versions + ".",
                            "They are rehearsed first. When the rehearsal fails, nothing is run.",
                            "Requests are served meanwhile; some may wait for up to 2 seconds.",
                            "A verified backup that is younger than an hour is required, unless you do without."),
                    PATH + "/run", List.of(), OPTION, "Run the migrations", false, OperationsPages.PATH);
        });
    }

    @POST
    @Path("run")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Uni<RestResponse<WebText>> run(@Nullable String body, HttpHeaders headers) {
        Form form = Form.of(body);
        return begun(headers, "No migration was run",
                () -> migrations.run(new MigrationRequest(form.value(TO), backup(form))));
    }

    @GET
    @Path("rollback")
    @Operation(hidden = true)
    public Uni<RestResponse<WebText>> askRollback(UriInfo uri, HttpHeaders headers) {
        String target = Objects.requireNonNullElse(uri.getQueryParameters().getFirst(TO), "");
        return ask(headers, status -> {
            new RollbackRequest(target, null); // refuses what is no version
            List<String> undone = new ArrayList<>();
            status.applied().stream().filter(each -> Integer.parseInt(each.version()) > Integer.parseInt(target))
                    .forEach(each -> undone.add(0, each.version() + " (" + each.description() + ")"));
            if (undone.isEmpty()) {
                throw new ProblemException(ErrorCode.MIGRATION_REFUSED, "There is no migration after version " + target);
            }
            return new ConfirmView("Roll back to version " + target + "?",
                    List.of("These migrations are undone, in this order: " + String.join(", ", undone) + ".",
                            "What only they made is lost: columns, tables and what is in them.",
                            "It is refused while a replica runs that needs a newer version, this one included.",
                            "A verified backup that is younger than an hour is required, unless you do without."),
                    PATH + "/rollback", List.of(new ConfirmView.Field(TO, target)), OPTION, "Roll back", true,
                    OperationsPages.PATH);
        });
    }

    @POST
    @Path("rollback")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Uni<RestResponse<WebText>> rollback(@Nullable String body, HttpHeaders headers) {
        Form form = Form.of(body);
        return begun(headers, "Nothing was rolled back",
                () -> migrations.rollback(new RollbackRequest(form.value(TO), backup(form))));
    }

    /** The result is not kept anywhere, so it is the response. */
    @POST
    @Path("rehearse")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Uni<RestResponse<WebText>> rehearse(@Nullable String body, HttpHeaders headers) {
        Form form = Form.of(body);
        Shell shell = pages.shell("Rehearsal", Section.OPERATIONS, headers);
        return refusals.orPage("Nothing was rehearsed", Section.OPERATIONS, shell,
                () -> migrations.rehearse(Objects.requireNonNullElse(form.value(TO), ""))
                        .flatMap(report -> pages.render(OperationsTemplates.rehearsed(shell, RehearsedView.of(report)))));
    }

    private static @Nullable String backup(Form form) {
        return form.isChecked(WITHOUT_BACKUP) ? "skip" : null;
    }

    private Uni<RestResponse<WebText>> ask(HttpHeaders headers,
            Function<MigrationStatus, ConfirmView> question) {
        Shell shell = pages.shell(TITLE, Section.OPERATIONS, headers);
        return refusals.orPage("Nothing was changed", Section.OPERATIONS, shell,
                () -> migrations.status().flatMap(status -> pages.confirm(shell, question.apply(status))));
    }

    private Uni<RestResponse<WebText>> begun(HttpHeaders headers, String refused,
            Supplier<Uni<?>> action) {
        Shell shell = pages.shell(TITLE, Section.OPERATIONS, headers);
        return refusals.orPage(refused, Section.OPERATIONS, shell,
                () -> action.get().map(begun -> Pages.seeOther(OperationsPages.PATH + "#migrations")));
    }
}
