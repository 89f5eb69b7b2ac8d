/** A sleep that an interrupt ends; the interrupt is kept. */
final class Pause {

    private Pause() {
    }

    static void millis(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static void seconds(double seconds) {
        millis(Math.round(seconds * 1000));
    }
}
