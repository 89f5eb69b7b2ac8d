package io.alerthistory.start;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

import io.alerthistory.config.Settings;
import io.quarkus.runtime.StartupEvent;

/** Tells at the start what is in force and where it came from; secrets are masked. */
@Singleton
class ConfigurationLog {

    private static final Logger LOG = Logger.getLogger(ConfigurationLog.class);

    private final Config config;

    ConfigurationLog(Config config) {
        this.config = config;
    }

    void tell(@Observes StartupEvent event) {
        Settings.of(config).shown().forEach(setting -> LOG.infof("%s", setting));
    }
}
