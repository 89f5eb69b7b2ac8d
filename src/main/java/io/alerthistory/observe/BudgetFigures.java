package io.alerthistory.observe;

import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * A budget of bytes that may be in memory at one time.
 *
 * @param name the value of the label {@code budget}
 * @param used bytes in use now
 * @param waiting requests that wait now
 * @param refused requests that were refused since the start
 */
public record BudgetFigures(String name, long limit, LongSupplier used, IntSupplier waiting, LongSupplier refused) {
}
