package io.alerthistory.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Programs that are no part of the build. CI installs them; where they are missing, their tests are left out. */
public final class Programs {

    private Programs() {
    }

    /** The first that is installed. */
    public static Optional<String> find(String... names) {
        return Stream.of(names).filter(Programs::isInstalled).findFirst();
    }

    public static boolean isInstalled(String name) {
        return path(name).isPresent();
    }

    /** Where a program is; servers are where not every user's PATH looks. */
    public static Optional<Path> path(String name) {
        return Stream.concat(Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1)), Stream.of("/usr/sbin"))
                .map(folder -> Path.of(folder, name)).filter(Files::isExecutable).findFirst();
    }

    /** Runs one to its end, which has to be a good one. */
    public static String run(Path folder, List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s%n%s", command, said).isZero();
        return said;
    }
}
