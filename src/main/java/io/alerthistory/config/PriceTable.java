package io.alerthistory.config;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * What models cost, in US dollars for a million tokens: entries such as {@code gpt-x=2.5:10}, input before output, with commas
 * between. A name that ends with an asterisk is that of all models that begin so; the exact name counts first, then the longest
 * beginning.
 *
 * @param prices by name
 */
public record PriceTable(Map<String, Price> prices) {

    /** The longest cost of one call, in billionths of a dollar; of a larger one the number of tokens is wrong. */
    private static final BigDecimal MAX_COST = BigDecimal.valueOf(10_000_000_000_000L);

    private static final int MAX_ENTRIES = 1_000;

    /** A dollar for a million tokens is 1,000 billionths of a dollar for a token. */
    private static final BigDecimal NANO_OF_ONE = BigDecimal.valueOf(1_000);

    private static final String AMOUNT = "([0-9]{1,6}(?:\\.[0-9]{1,6})?)";
    private static final Pattern ENTRY = Pattern.compile("\\s*(\\S.*?)\\s*=\\s*" + AMOUNT + "\\s*:\\s*" + AMOUNT + "\\s*");

    /**
     * The price of a model, in US dollars for a million tokens.
     *
     * @param input of a conversation
     * @param output of a response
     */
    public record Price(BigDecimal input, BigDecimal output) {
    }

    public static final PriceTable NONE = new PriceTable(Map.of());

    public PriceTable {
        prices = Map.copyOf(prices);
    }

    /**
     * Reads the entries.
     *
     * @throws IllegalArgumentException with one line for the operator
     */
    public static PriceTable parse(String text) {
        Map<String, Price> prices = new HashMap<>();
        for (String entry : text.split(",", -1)) {
            Matcher parts = ENTRY.matcher(entry);
            if (!parts.matches()) {
                throw new IllegalArgumentException(
                        "must be entries of a model and its prices in US dollars for a million tokens"
                                + ", model=input:output, separated by commas; \"" + entry.strip() + "\" is none");
            }
            Price price = new Price(new BigDecimal(parts.group(2)), new BigDecimal(parts.group(3)));
            if (prices.put(parts.group(1), price) != null) {
                throw new IllegalArgumentException("must name each model once; it names " + parts.group(1) + " twice");
            }
        }
        if (prices.size() > MAX_ENTRIES) {
            throw new IllegalArgumentException("must have at most " + MAX_ENTRIES + " entries");
        }
        return new PriceTable(prices);
    }

    /**
     * The cost of a call in billionths of a US dollar; null when it is not known, because the model has no price or the call no
     * number of tokens.
     */
    public @Nullable Long costNanoUsd(String model, @Nullable Long inputTokens, @Nullable Long outputTokens) {
        if (prices.isEmpty() || inputTokens == null || outputTokens == null) {
            return null;
        }
        return of(model).map(price -> BigDecimal.valueOf(inputTokens).multiply(price.input())
                .add(BigDecimal.valueOf(outputTokens).multiply(price.output())).multiply(NANO_OF_ONE)
                .setScale(0, RoundingMode.HALF_UP)).filter(cost -> cost.compareTo(MAX_COST) <= 0).map(BigDecimal::longValue)
                .orElse(null);
    }

    private Optional<Price> of(String model) {
        Price exact = prices.get(model);
        if (exact != null) {
            return Optional.of(exact);
        }
        for (int length = model.length(); length >= 0; length--) {
            Price beginning = prices.get(model.substring(0, length) + "*");
            if (beginning != null) {
                return Optional.of(beginning);
            }
        }
        return Optional.empty();
    }
}
