package io.alerthistory.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.alerthistory.support.Programs;

/** The program that makes one list of objects of a folder: kustomize, or a kubectl that has it (1.27 or newer). */
final class Kustomize {

    private static final Optional<List<String>> COMMAND = command();

    private Kustomize() {
    }

    /** For {@code @EnabledIf}. */
    static boolean isInstalled() {
        return COMMAND.isPresent();
    }

    /** What would be sent to a cluster. */
    static List<Manifest> render(Path folder) {
        return Manifest.read(folder.toString(),
                output(Stream.concat(COMMAND.orElseThrow().stream(), Stream.of(folder.toString())).toList()));
    }

    private static Optional<List<String>> command() {
        if (Programs.isInstalled("kustomize")) {
            return Optional.of(List.of("kustomize", "build"));
        }
        return Programs.isInstalled("kubectl")
                && output(List.of("kubectl", "version", "--client")).contains("Kustomize Version: v5")
                        ? Optional.of(List.of("kubectl", "kustomize"))
                        : Optional.empty();
    }

    private static String output(List<String> command) {
        try {
            Path errors = Files.createTempFile("kustomize", ".err");
            Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + ": " + Files.readString(errors));
            }
            Files.delete(errors);
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
