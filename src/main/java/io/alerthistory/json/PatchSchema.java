package io.alerthistory.json;

import java.util.Map;

import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;

import io.quarkus.smallrye.openapi.OpenApiFilter;

/** Describes a {@link Patch} as what stands in the JSON: its value or null, not the record around it. */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public class PatchSchema implements OASFilter {

    @Override
    public void filterOpenAPI(OpenAPI api) {
        for (Map.Entry<String, Schema> schema : Map.copyOf(api.getComponents().getSchemas()).entrySet()) {
            Map<String, Schema> properties = schema.getValue().getProperties();
            if (schema.getKey().startsWith("Patch") && properties != null && properties.containsKey("value")) {
                api.getComponents().addSchema(schema.getKey(), properties.get("value"));
            }
        }
    }
}
