package io.alerthistory.erasure;

/**
 * The result of an erasure.
 *
 * @param counts the rows by table
 * @param alerts the number of alerts with the label; 0 when something else than a label is given, which alerts have not
 * @param acknowledgements of the author; 0 when something else than an author is given
 * @param silences the versions of silences of the author; 0 when something else than an author is given
 * @param skippedHeld the number of sessions that match and stay, because they are on hold
 * @param more whether something is left to do: the same request continues
 */
public record EraseReceipt(EraseMode mode, boolean dryRun, ErasedRows counts, long alerts, long acknowledgements,
        long silences, long skippedHeld, boolean more) {
}
