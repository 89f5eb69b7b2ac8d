package io.alerthistory.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.junit.jupiter.api.Test;

import io.quarkus.runtime.annotations.RegisterForReflection;

class TimelineEventTest {

    /** Behind an Object the build cannot see them, and a native image would write them as empty objects. */
    @Test
    void whatItsDetailsMayBeIsRegisteredForTheNativeImage() throws NoSuchMethodException {
        Schema details = TimelineEvent.class.getMethod("details").getAnnotation(Schema.class);
        assertThat(details.oneOf()).hasSize(2)
                .allSatisfy(type -> assertThat(Arrays.asList(type.getAnnotations())).hasAtLeastOneElementOfType(
                        RegisterForReflection.class));
    }
}
