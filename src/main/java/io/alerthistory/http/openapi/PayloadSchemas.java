package io.alerthistory.http.openapi;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;

import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jspecify.annotations.Nullable;

import io.alerthistory.json.ObjectJson;
import io.alerthistory.json.Patch;
import io.alerthistory.session.EntityField;
import io.alerthistory.session.EntityFields;
import io.alerthistory.session.PatchRule;
import io.alerthistory.session.SessionChange;
import io.alerthistory.session.SessionFields;
import io.alerthistory.session.StageChange;
import io.alerthistory.session.StageFields;
import io.quarkus.smallrye.openapi.OpenApiFilter;

/**
 * Describes the JSON value instead of the record around it: a {@link Patch} is its value or null, and a payload with
 * {@link ObjectJson} is an object.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD, priority = 30)
public final class PayloadSchemas implements OASFilter {

    private static final DotName OBJECT = DotName.createSimple(ObjectJson.class.getName());
    /** The bodies of patches, by the names of their schemas. */
    private static final Map<String, EntityFields<?, ?, ?>> PATCHES = Map.of(
            SessionChange.class.getSimpleName(), SessionFields.ALL, StageChange.class.getSimpleName(), StageFields.ALL);
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
                PatchRule rule = Objects.requireNonNull(rule(name, property), property);
                Schema patched = bounded(copy(patched(schemas, referred)), rule);
                schema.addProperty(property, rule.clearable() ? Schemas.nullable(patched, schemas) : patched);
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

    private static @Nullable PatchRule rule(String schema, String property) {
        return Objects.requireNonNull(PATCHES.get(schema), schema).patched().stream()
                .filter(field -> field.name().equals(property)).findFirst().map(EntityField::rule).orElse(null);
    }

    private static Schema bounded(Schema value, PatchRule rule) {
        if (rule.object()) {
            return OASFactory.createSchema().addType(SchemaType.OBJECT);
        }
        if (rule.minimum() != null) {
            value.setMinimum(BigDecimal.valueOf(rule.minimum()));
        }
        if (rule.maximum() != null) {
            value.setMaximum(BigDecimal.valueOf(rule.maximum()));
        }
        if (rule.maxLength() != null) {
            value.setMaxLength(rule.maxLength());
        }
        return value;
    }

    /** Returns a separate schema for each field, which may get its own description. */
    private static Schema copy(Schema schema) {
        return OASFactory.createSchema().ref(schema.getRef()).type(schema.getType()).format(schema.getFormat())
                .items(schema.getItems());
    }
}
