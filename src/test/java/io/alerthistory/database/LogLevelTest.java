package io.alerthistory.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;

/** LOG_LEVEL as the framework gets it: what the service tells of itself, without the details of libraries. */
class LogLevelTest {

    @ParameterizedTest
    @CsvSource({ "debug, INFO, DEBUG", "TRACE, INFO, TRACE", "info, INFO,", "warn, WARN,", "Error, ERROR,", "'', INFO," })
    void onlyTheServiceItselfTellsDetails(String set, String libraries, String ours) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withSources(
                        new PropertiesConfigSource(Map.of("LOG_LEVEL", set, "DATABASE_URL", "sqlite:///:memory:"), "test", 300))
                .withSources(new EnvironmentConfigSourceFactory()).build();

        assertThat(config.getOptionalValue("quarkus.log.level", String.class)).hasValue(libraries);
        assertThat(config.getOptionalValue("quarkus.log.category.\"io.alerthistory\".level", String.class).orElse(null))
                .isEqualTo(ours);
    }
}
