package io.alerthistory.observe;

import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * The metrics of a budget of bytes.
 *
 * @param name the value of the label {@code budget}
 * @param used the bytes in use
 * @param waiting the number of waiting requests
 * @param refused the number of refused requests since the start
 */
public record BudgetFigures(String name, long limit, LongSupplier used, IntSupplier waiting, LongSupplier refused) {
}
