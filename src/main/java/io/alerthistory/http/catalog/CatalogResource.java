package io.alerthistory.http.catalog;

import java.util.List;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.alerthistory.catalog.AlertTypes;
import io.alerthistory.catalog.Catalog;
import io.alerthistory.catalog.DefaultTools;
import io.alerthistory.catalog.FilterOptions;
import io.alerthistory.catalog.McpServers;
import io.alerthistory.http.QueryReader;
import io.smallrye.mutiny.Uni;

/** The values that Tarsy's dashboard offers for selection. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "catalog")
public class CatalogResource {

    private final Catalog catalog;

    CatalogResource(Catalog catalog) {
        this.catalog = catalog;
    }

    @GET
    @Path("history/filter-options")
    @Operation(summary = "List the values that sessions can be filtered by, at most 1,000 of each kind")
    public Uni<FilterOptions> filterOptions() {
        return catalog.filterOptions();
    }

    @GET
    @Path("alert-types")
    @Operation(summary = "List the alert types of the history, at most 1,000")
    public Uni<AlertTypes> alertTypes() {
        return catalog.alertTypes();
    }

    @GET
    @Path("runbooks")
    @Operation(summary = "List runbooks; always empty, because the history has none")
    public Uni<List<String>> runbooks() {
        return Uni.createFrom().item(List.of());
    }

    @GET
    @Path("system/default-tools")
    @Operation(summary = "List the tool servers that the latest 100 sessions used, for one alert type or for all")
    @Parameter(name = "alert_type", in = ParameterIn.QUERY, description = "Exact, case-sensitive", schema = @Schema(type = SchemaType.STRING))
    public Uni<DefaultTools> defaultTools(UriInfo uri) {
        QueryReader query = new QueryReader(uri.getQueryParameters());
        query.refuseUnstorable();
        query.check();
        return catalog.defaultTools(query.text("alert_type"));
    }

    @GET
    @Path("system/mcp-servers")
    @Operation(summary = "List the tools of the history by server, at most 1,000 in total")
    public Uni<McpServers> mcpServers() {
        return catalog.mcpServers();
    }
}
