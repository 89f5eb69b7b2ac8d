package io.alerthistory.deployment;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.kustomize.v1beta1.Kustomization;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;

/**
 * What Kubernetes, kustomize and the Prometheus operator know, by models that are generated from their own sources, and what
 * CloudNativePG knows, by schemas of the part that is used here. Anything else, a field that nobody knows or a value of another
 * type, is a violation; a server would drop the one silently and refuse the other.
 */
final class KubernetesModel {

    private static final Map<String, Class<?>> MODELS = Map.ofEntries(
            Map.entry("v1 ConfigMap", ConfigMap.class), Map.entry("v1 Namespace", Namespace.class),
            Map.entry("v1 Secret", Secret.class), Map.entry("v1 Service", Service.class),
            Map.entry("v1 ServiceAccount", ServiceAccount.class), Map.entry("apps/v1 Deployment", Deployment.class),
            Map.entry("apps/v1 StatefulSet", StatefulSet.class),
            Map.entry("autoscaling/v2 HorizontalPodAutoscaler", HorizontalPodAutoscaler.class),
            Map.entry("networking.k8s.io/v1 NetworkPolicy", NetworkPolicy.class),
            Map.entry("policy/v1 PodDisruptionBudget", PodDisruptionBudget.class),
            Map.entry("monitoring.coreos.com/v1 PrometheusRule", PrometheusRule.class),
            Map.entry("monitoring.coreos.com/v1 ServiceMonitor", ServiceMonitor.class),
            Map.entry("kustomize.config.k8s.io/v1beta1 Kustomization", Kustomization.class),
            Map.entry("kustomize.config.k8s.io/v1alpha1 Component", Kustomization.class));

    private static final Map<String, String> SCHEMAS = Map.of("postgresql.cnpg.io/v1 Cluster", "cluster",
            "postgresql.cnpg.io/v1 Pooler", "pooler", "postgresql.cnpg.io/v1 ScheduledBackup", "scheduledbackup",
            "barmancloud.cnpg.io/v1 ObjectStore", "objectstore");

    private static final JsonMapper STRICT = JsonMapper.builder().annotationIntrospector(new NothingElse())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT).disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(LogicalType.Textual,
                    text -> Stream.of(CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean)
                            .forEach(shape -> text.setCoercion(shape, CoercionAction.Fail)))
            .build();

    private KubernetesModel() {
    }

    /** What is wrong with an object on its own. */
    static List<String> violations(Manifest manifest) {
        String type = manifest.at("/apiVersion").asText() + " " + manifest.kind();
        Class<?> model = MODELS.get(type);
        if (model != null) {
            return violations(manifest, model);
        }
        String schema = SCHEMAS.get(type);
        return schema == null ? List.of(manifest + ": nobody knows a " + type) : violations(manifest, schema(schema));
    }

    private static List<String> violations(Manifest manifest, Class<?> model) {
        try {
            STRICT.treeToValue(manifest.node(), model);
            return List.of();
        } catch (JsonProcessingException refused) {
            return List.of(manifest + ": " + refused.getMessage());
        }
    }

    private static List<String> violations(Manifest manifest, JsonSchema schema) {
        return schema.validate(manifest.node()).stream().map(ValidationMessage::getMessage)
                .map(message -> manifest + ": " + message).toList();
    }

    private static JsonSchema schema(String name) {
        JsonNode schema = Manifest.read(name, Manifest.text(Path.of("src/test/resources/k8s/" + name + ".schema.json"))).get(0)
                .node();
        return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(schema);
    }

    /** The models keep what they do not know; that is switched off. */
    private static final class NothingElse extends JacksonAnnotationIntrospector {

        private static final long serialVersionUID = 1;

        @Override
        public Boolean hasAnySetter(Annotated method) {
            return Boolean.FALSE;
        }
    }
}
