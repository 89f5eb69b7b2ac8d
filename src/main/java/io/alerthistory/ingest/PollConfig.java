package io.alerthistory.ingest;

import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;

/** Which Alertmanagers are asked, and how often. */
@ConfigMapping(prefix = "history.alertmanagers")
public interface PollConfig {

    /** {@code source=url} separated by commas. */
    Optional<String> urls();

    Duration interval();
}
