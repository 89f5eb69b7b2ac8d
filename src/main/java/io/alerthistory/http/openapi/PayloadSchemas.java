package io.alerthistory.http.openapi;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;

import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.DotName;
import org.jboss.jandex.FieldInfo;
import org.jboss.jandex.IndexView;
import org.jspecify.annotations.Nullable;

import io.alerthistory.json.NotCleared;
import io.alerthistory.json.ObjectJson;
import io.alerthistory.json.Patch;
import io.quarkus.smallrye.openapi.OpenApiFilter;

/**
 * Describes what stands in the JSON, not the records around it: a {@link Patch} is its value or null, a payload with
 * {@link ObjectJson} an object.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD, priority = 30)
public final class PayloadSchemas implements OASFilter {

    private static final DotName OBJECT = DotName.createSimple(ObjectJson.class.getName());
    private static final DotName NOT_CLEARED = DotName.createSimple(NotCleared.class.getName());
    private static final DotName SCHEMA = DotName.createSimple(
            org.eclipse.microprofile.openapi.annotations.media.Schema.class.getName());
    private static final String PATCH = "Patch";

    private final DescribedRecords records;

    public PayloadSchemas(IndexView index) {
        records = new DescribedRecords(index);
    }

    @Override
    public void filterOpenAPI(OpenAPI api) {
        Map<String, Schema> schemas = api.getComponents().getSchemas();
        schemas.forEach((name, schema) -> Schemas.properties(schema).forEach((property, value) -> {
            String referred = Schemas.referred(value);
            if (referred != null && referred.startsWith(PATCH)) {
                FieldInfo field = Objects.requireNonNull(records.fields(name, schema).get(property));
                Schema patched = bounded(copy(patched(schemas, referred)), field.annotation(SCHEMA));
                schema.addProperty(property,
                        field.hasAnnotation(NOT_CLEARED) ? patched : Schemas.nullable(patched, schemas));
            }
        }));
        schemas.forEach((name, schema) -> records.fields(name, schema).forEach((property, field) -> {
            if (field.hasAnnotation(OBJECT)) {
                schema.addProperty(property, OASFactory.createSchema().addType(SchemaType.OBJECT));
            }
        }));
        Map.copyOf(schemas).keySet().stream().filter(name -> name.startsWith(PATCH)).forEach(api.getComponents()::removeSchema);
    }

    private static Schema patched(Map<String, Schema> schemas, String patch) {
        return Objects.requireNonNull(Schemas.properties(Objects.requireNonNull(schemas.get(patch))).get("value"), patch);
    }

    /** What the annotation says of the value; the framework says it of the record around it. */
    private static Schema bounded(Schema value, @Nullable AnnotationInstance described) {
        if (described == null) {
            return value;
        }
        if (described.value("type") != null) {
            return OASFactory.createSchema().addType(SchemaType.valueOf(described.value("type").asEnum()));
        }
        if (described.value("minimum") != null) {
            value.setMinimum(new BigDecimal(described.value("minimum").asString()));
        }
        if (described.value("maximum") != null) {
            value.setMaximum(new BigDecimal(described.value("maximum").asString()));
        }
        if (described.value("maxLength") != null) {
            value.setMaxLength(described.value("maxLength").asInt());
        }
        return value;
    }

    /** Each field has one of its own, which may be described further. */
    private static Schema copy(Schema schema) {
        return OASFactory.createSchema().ref(schema.getRef()).type(schema.getType()).format(schema.getFormat())
                .items(schema.getItems());
    }
}
