package io.alerthistory.support;

import java.io.IOException;
import java.io.Writer;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaMiscPEMGenerator;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority that signs certificates for a test, as PEM files in a folder. */
public final class Authority {

    private static final Duration A_DAY = Duration.ofDays(1);

    private final Path folder;
    private final String name;
    private final KeyPair key;

    /** Its own certificate is {@code <name>.crt}. */
    public Authority(Path folder, String name) throws IOException, GeneralSecurityException, OperatorCreationException {
        this.folder = folder;
        this.name = name;
        key = keyPair();
        JcaX509v3CertificateBuilder own = builder(name, key, Instant.now().plus(A_DAY));
        own.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        write(folder.resolve(name + ".crt"), sign(own));
    }

    public Path certificate() {
        return folder.resolve(name + ".crt");
    }

    /**
     * Signs {@code <common name>-<days>.crt} and writes its key beside it.
     *
     * @param commonName a host or a user
     * @param days for how many from now it is valid; negative when it has expired
     */
    public Signed sign(String commonName, int days) throws IOException, GeneralSecurityException, OperatorCreationException {
        KeyPair pair = keyPair();
        JcaX509v3CertificateBuilder builder = builder(commonName, pair, Instant.now().plus(A_DAY.multipliedBy(days)));
        builder.addExtension(Extension.subjectAlternativeName, false,
                new GeneralNames(new GeneralName(GeneralName.dNSName, commonName)));
        Path stem = folder.resolve(name + "-" + commonName + days);
        Signed signed = new Signed(Path.of(stem + ".crt"), Path.of(stem + ".key"));
        write(signed.certificate(), sign(builder));
        write(signed.key(), new JcaPKCS8Generator(pair.getPrivate(), null).generate());
        Files.setPosixFilePermissions(signed.key(), PosixFilePermissions.fromString("rw-------"));
        return signed;
    }

    /** The two files of a certificate. */
    public record Signed(Path certificate, Path key) {
    }

    private JcaX509v3CertificateBuilder builder(String subject, KeyPair pair, Instant until) {
        return new JcaX509v3CertificateBuilder(new X500Name("CN=" + name), new BigInteger(64, new SecureRandom()),
                Date.from(until.minus(A_DAY.multipliedBy(30))), Date.from(until), new X500Name("CN=" + subject),
                pair.getPublic());
    }

    private X509CertificateHolder sign(JcaX509v3CertificateBuilder builder) throws OperatorCreationException {
        return builder.build(new JcaContentSignerBuilder("SHA256withRSA").build(key.getPrivate()));
    }

    private static KeyPair keyPair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }

    private static void write(Path file, Object content) throws IOException {
        try (Writer text = Files.newBufferedWriter(file); JcaPEMWriter pem = new JcaPEMWriter(text)) {
            pem.writeObject(content instanceof X509CertificateHolder ? new JcaMiscPEMGenerator(content) : content);
        }
    }
}
