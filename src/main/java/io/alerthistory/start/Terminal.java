package io.alerthistory.start;

import java.io.IOException;
import java.nio.file.Path;

/** Whether a command writes to a terminal, where its progress may overwrite itself. */
public final class Terminal {

    private Terminal() {
    }

    /** Whether the standard output is a terminal of Linux. From Java 22 on, there is a System.console() without one, too. */
    public static boolean isStandardOutput() {
        try {
            String file = Path.of("/proc/self/fd/1").toRealPath().toString();
            return file.startsWith("/dev/pts/") || file.startsWith("/dev/tty");
        } catch (IOException e) {
            return false;
        }
    }
}
