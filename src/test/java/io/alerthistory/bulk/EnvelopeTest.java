package io.alerthistory.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;

import org.junit.jupiter.api.Test;

import io.quarkus.runtime.annotations.RegisterForReflection;

class EnvelopeTest {

    /** No resource takes it, so the build does not see that it is read from JSON, and a native binary could not read it. */
    @Test
    void isRegisteredForTheNativeImage() {
        assertThat(Arrays.asList(BulkParser.Envelope.class.getAnnotations()))
                .hasAtLeastOneElementOfType(RegisterForReflection.class);
    }
}
