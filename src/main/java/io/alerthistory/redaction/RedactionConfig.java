package io.alerthistory.redaction;

import java.util.Optional;

import io.smallrye.config.ConfigMapping;

/** The redaction of what is stored. */
@ConfigMapping(prefix = "history.redaction")
public interface RedactionConfig {

    /** A file with one RE2 expression a line. */
    Optional<String> patternsFile();
}
