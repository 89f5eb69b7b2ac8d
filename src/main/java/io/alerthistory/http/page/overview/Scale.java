package io.alerthistory.http.page.overview;

import io.alerthistory.http.page.Words;

/** The scale of a chart. */
final class Scale {

    private static final double MIN_HEIGHT = 2;

    private Scale() {
    }

    /** The smallest of 2, 4, 6, 8, 10, 20, 40, … that is not below a value: it and its half are whole numbers. */
    static long top(long max) {
        long unit = 1;
        while (true) {
            for (long step : new long[] { 2, 4, 6, 8, 10 }) {
                if (step * unit >= max) {
                    return step * unit;
                }
            }
            unit *= 10;
        }
    }

    /** The label of a part of the top. */
    static String label(long top, int divisor) {
        return Words.shortNumber(top / divisor).replace(".0", "");
    }

    /** The height of a value, which can be seen however small it is. */
    static double height(long value, long top, int height) {
        return rounded(Math.max(MIN_HEIGHT, (double) value * height / top));
    }

    static double rounded(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
