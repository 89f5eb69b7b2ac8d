package io.alerthistory.http.openapi;

import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

import io.alerthistory.http.MediaTypes;
import io.alerthistory.idempotency.IdempotencyKey;
import io.quarkus.smallrye.openapi.OpenApiFilter;

/** Describes the header for every POST that supports it. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD, priority = 25)
public class IdempotencyKeyParameter implements OASFilter {

    @Override
    public PathItem filterPathItem(PathItem path) {
        Operation post = path.getPOST();
        if (post != null && !takesStream(post)) {
            post.addParameter(OASFactory.createParameter().name(IdempotencyKey.HEADER).in(Parameter.In.HEADER)
                    .description("Identifies the request. A repeat within 24 hours gets the response of the first request")
                    .schema(OASFactory.createSchema().addType(SchemaType.STRING).minLength(1)));
        }
        return path;
    }

    private static boolean takesStream(Operation operation) {
        return operation.getRequestBody() != null && operation.getRequestBody().getContent() != null
                && operation.getRequestBody().getContent().hasMediaType(MediaTypes.NDJSON);
    }
}
