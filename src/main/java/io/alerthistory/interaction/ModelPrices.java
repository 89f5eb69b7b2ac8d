package io.alerthistory.interaction;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.alerthistory.config.PriceTable;

/**
 * Puts the cost on calls to models when they are recorded. The prices of that moment count: who changes them later does not
 * change what was paid.
 */
@Singleton
public class ModelPrices {

    private final PriceTable table;

    @Inject
    ModelPrices(PriceConfig config) {
        this(config.modelPrices().map(PriceTable::parse).orElse(PriceTable.NONE));
    }

    ModelPrices(PriceTable table) {
        this.table = table;
    }

    /** The same interaction with its cost, if it has one. */
    @SuppressWarnings("unchecked") // a call to a model stays one
    public <T extends Interaction> T priced(T interaction) {
        return interaction instanceof LlmInteraction llm
                ? (T) llm.costing(table.costNanoUsd(llm.modelName(), llm.tokens().input(), llm.tokens().output()))
                : interaction;
    }
}
