package io.alerthistory.backup;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/** Encrypts backups for public keys, with the program age. The service cannot read what it has encrypted. */
final class Encryption {

    private static final String AGE = "age";

    private final List<String> recipients;

    /**
     * Reads the recipients.
     *
     * @param recipients separated by commas or blanks
     * @throws IllegalArgumentException when there is a text without a recipient: it was meant to encrypt
     */
    Encryption(Optional<String> recipients) {
        this.recipients = recipients.stream().flatMap(all -> Stream.of(all.split("[,\\s]+"))).filter(one -> !one.isBlank())
                .toList();
        if (recipients.isPresent() && this.recipients.isEmpty()) {
            throw new IllegalArgumentException(
                    "BACKUP_AGE_RECIPIENTS names no recipient: set public keys of age, or remove the variable");
        }
    }

    boolean isOn() {
        return !recipients.isEmpty();
    }

    /** Starts age; what is written to its stdin arrives encrypted in the file. */
    Child encrypt(Path file, Children children) throws BackupException {
        List<String> command = new ArrayList<>(List.of(AGE, "--encrypt"));
        recipients.forEach(recipient -> command.addAll(List.of("--recipient", recipient)));
        return children.start(command, Map.of(), Redirect.PIPE, Redirect.to(file.toFile()));
    }

    /**
     * Starts age; its stdout is the content of the file.
     *
     * @param identity the file with the private key
     */
    static Child decrypt(Path file, @Nullable Path identity, Children children) throws BackupException {
        if (identity == null) {
            throw new BackupException("the backup is encrypted: name the file with the private key: --identity FILE");
        }
        Child age = children.start(List.of(AGE, "--decrypt", "--identity", identity.toString(), file.toString()), Map.of());
        try {
            age.stdin().close();
        } catch (IOException e) {
            throw new BackupException("age ended early", e);
        }
        return age;
    }
}
