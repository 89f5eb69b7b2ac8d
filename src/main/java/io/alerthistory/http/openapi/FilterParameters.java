package io.alerthistory.http.openapi;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

import io.alerthistory.history.FilterField;
import io.alerthistory.http.session.ExportResource;
import io.alerthistory.http.session.SessionListParams;
import io.alerthistory.http.session.SessionResource;
import io.alerthistory.review.ScoreRequest;
import io.alerthistory.time.Micros;
import io.quarkus.smallrye.openapi.OpenApiFilter;

/** Describes the filters of the session list and of its export, before the parameters that their resources describe. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD, priority = 30)
public final class FilterParameters implements OASFilter {

    @Override
    public void filterOpenAPI(OpenAPI api) {
        describe(api.getPaths().getPathItem(SessionResource.PATH).getGET());
        describe(api.getPaths().getPathItem(ExportResource.PATH).getGET());
    }

    private static void describe(Operation operation) {
        List<Parameter> parameters = new ArrayList<>();
        Arrays.stream(FilterField.values()).map(FilterParameters::parameter).forEach(parameters::add);
        parameters.add(time(SessionListParams.FROM, "The same as start_date_us: RFC 3339, or microseconds since the epoch"));
        parameters.add(time(SessionListParams.TO, "The same as end_date_us, but exclusive"));
        parameters.addAll(operation.getParameters());
        operation.setParameters(parameters);
    }

    private static Parameter time(String name, String description) {
        return OASFactory.createParameter().description(description).in(Parameter.In.QUERY).name(name)
                .schema(OASFactory.createSchema().addType(SchemaType.STRING));
    }

    /** In the document, members stand in the order in which they are set here. */
    private static Parameter parameter(FilterField field) {
        return OASFactory.createParameter().description(field.description()).in(Parameter.In.QUERY).name(field.jsonName())
                .schema(schema(field.type()));
    }

    private static Schema schema(FilterField.Type type) {
        return switch (type) {
            case TEXT -> OASFactory.createSchema().addType(SchemaType.STRING);
            case TEXTS -> OASFactory.createSchema().addType(SchemaType.ARRAY)
                    .items(OASFactory.createSchema().addType(SchemaType.STRING));
            case INSTANT -> OASFactory.createSchema().maximum(BigDecimal.valueOf(Micros.MAX))
                    .minimum(BigDecimal.valueOf(SessionListParams.EARLIEST_US)).format("int64").addType(SchemaType.INTEGER);
            case SCORE -> OASFactory.createSchema().maximum(BigDecimal.valueOf(ScoreRequest.MAX_SCORE))
                    .minimum(BigDecimal.ZERO).format("int64").addType(SchemaType.INTEGER);
            case SEARCH -> OASFactory.createSchema().minLength(2).addType(SchemaType.STRING);
        };
    }
}
