package io.alerthistory.interaction;

import java.util.Optional;

import io.smallrye.config.ConfigMapping;

/** What models cost. */
@ConfigMapping(prefix = "history.usage")
interface PriceConfig {

    /** The entries of a {@link io.alerthistory.config.PriceTable}. */
    Optional<String> modelPrices();
}
