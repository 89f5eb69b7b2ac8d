package io.alerthistory.http.openapi;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.FieldInfo;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.Type;

import io.quarkus.smallrye.openapi.OpenApiFilter;

/**
 * Derives from the Java types which fields may be null and which are always present. A response has every field. A
 * request may omit the fields that may be null, and has no other fields.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD, priority = 20)
public final class RecordSchemas implements OASFilter {

    private static final DotName NULLABLE = DotName.createSimple("org.jspecify.annotations.Nullable");
    private static final DotName INCLUDE = DotName.createSimple("com.fasterxml.jackson.annotation.JsonInclude");
    private static final DotName IGNORE = DotName.createSimple("com.fasterxml.jackson.annotation.JsonIgnoreProperties");
    private static final DotName ANY_SETTER = DotName.createSimple("com.fasterxml.jackson.annotation.JsonAnySetter");
    private static final DotName PATTERN = DotName.createSimple("jakarta.validation.constraints.Pattern");
    private static final DotName PATCH = DotName.createSimple("io.alerthistory.json.Patch");

    private static final Map<String, String> UNITS = Map.of("_us", "Microseconds since the Unix epoch, UTC", "_ms",
            "Milliseconds");

    private final DescribedRecords records;

    public RecordSchemas(IndexView index) {
        records = new DescribedRecords(index);
    }

    @Override
    public void filterOpenAPI(OpenAPI api) {
        Map<String, Schema> schemas = api.getComponents().getSchemas();
        Set<String> sent = Schemas.reachable(api, requests(api));
        schemas.forEach((name, schema) -> {
            Map<String, FieldInfo> fields = records.fields(name, schema);
            if (!fields.isEmpty()) {
                schema.setRequired(new ArrayList<>(required(schema, fields, sent.contains(name))));
                fields.forEach((property, field) -> describe(schema, property, field, schemas));
                if (sent.contains(name)) {
                    schema.setAdditionalPropertiesSchema(OASFactory.createSchema().booleanSchema(takesUnknown(fields)));
                }
            }
        });
    }

    private static Collection<Content> requests(OpenAPI api) {
        return operations(api).map(Operation::getRequestBody).filter(Objects::nonNull).map(body -> body.getContent())
                .filter(Objects::nonNull).toList();
    }

    private static Stream<Operation> operations(OpenAPI api) {
        return api.getPaths().getPathItems().values().stream().flatMap(path -> path.getOperations().values().stream());
    }

    private static Set<String> required(Schema schema, Map<String, FieldInfo> fields, boolean sent) {
        Set<String> required = new TreeSet<>(schema.getRequired() == null ? List.of() : schema.getRequired());
        fields.forEach((property, field) -> {
            if (sent ? isNeeded(field) : !isLeftOut(field)) {
                required.add(property);
            }
        });
        return required;
    }

    private static void describe(Schema schema, String property, FieldInfo field, Map<String, Schema> schemas) {
        Schema own = Objects.requireNonNull(schema.getProperties().get(property));
        UNITS.forEach((end, unit) -> {
            if (property.endsWith(end) && own.getDescription() == null && own.getRef() == null) {
                own.setDescription(unit);
            }
        });
        if (own.getPattern() != null && field.hasAnnotation(PATTERN)) {
            own.setPattern("^(?:" + own.getPattern() + ")$"); // JSON Schema finds a pattern anywhere in a string
        }
        if (isNullable(field)) {
            schema.addProperty(property, Schemas.nullable(own, schemas));
        }
    }

    private static boolean isNeeded(FieldInfo field) {
        return !isNullable(field) && field.type().kind() != Type.Kind.PRIMITIVE && !field.type().name().equals(PATCH);
    }

    private static boolean isNullable(FieldInfo field) {
        return field.type().hasAnnotation(NULLABLE);
    }

    private static boolean isLeftOut(FieldInfo field) {
        return isNonNull(field.annotation(INCLUDE))
                || (isNullable(field) && isNonNull(field.declaringClass().declaredAnnotation(INCLUDE)));
    }

    private static boolean isNonNull(AnnotationInstance include) {
        return include != null && include.value() != null && include.value().asEnum().equals("NON_NULL");
    }

    private static boolean takesUnknown(Map<String, FieldInfo> fields) {
        ClassInfo type = fields.values().iterator().next().declaringClass();
        AnnotationInstance ignore = type.declaredAnnotation(IGNORE);
        AnnotationValue unknown = ignore == null ? null : ignore.value("ignoreUnknown");
        return (unknown != null && unknown.asBoolean())
                || type.fields().stream().anyMatch(field -> field.hasAnnotation(ANY_SETTER));
    }
}
