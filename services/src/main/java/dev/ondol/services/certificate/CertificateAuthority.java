package dev.ondol.services.certificate;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// The authority of a test installation. Keys are on the curve P-256, signatures ECDSA with SHA-256 (RFC 5280).
public final class CertificateAuthority {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SERIAL_BITS = 128;

    private final Credential own;

    private CertificateAuthority(Credential own) {
        this.own = own;
    }

    /// How long a certificate holds.
    public record Validity(Instant from, Instant to) {
        public Validity {
            if (!from.isBefore(to)) {
                throw new IllegalArgumentException("The validity must begin (%s) before it ends (%s).".formatted(from,
                        to));
            }
        }
    }

    /// A new authority that signs itself.
    public static CertificateAuthority make(String name, Validity validity) {
        KeyPair pair = pair();
        X500Principal subject = subject(name);
        JcaX509v3CertificateBuilder builder = builder(subject, subject, pair, validity);
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            builder.addExtension(Extension.subjectKeyIdentifier, false, new JcaX509ExtensionUtils()
                    .createSubjectKeyIdentifier(pair.getPublic()));
            return new CertificateAuthority(signed(builder, pair, pair));
        } catch (CertIOException | GeneralSecurityException e) {
            throw impossible(e);
        }
    }

    public Credential own() {
        return own;
    }

    /// For a server at these names and addresses, at least one.
    public Credential server(List<String> hosts, Validity validity) {
        GeneralName[] names = hosts.stream().map(host -> new GeneralName(isAddress(host)
                ? GeneralName.iPAddress
                : GeneralName.dNSName, host)).toArray(GeneralName[]::new);
        return issue(hosts.getFirst(), validity, KeyPurposeId.id_kp_serverAuth, new GeneralNames(names));
    }

    /// For a client whose name is the common name.
    public Credential client(String name, Validity validity) {
        return issue(name, validity, KeyPurposeId.id_kp_clientAuth, null);
    }

    private Credential issue(String name, Validity validity, KeyPurposeId purpose,
            @org.jspecify.annotations.Nullable GeneralNames names) {
        KeyPair pair = pair();
        JcaX509v3CertificateBuilder builder = builder(own.certificate().getSubjectX500Principal(), subject(name), pair,
                validity);
        try {
            JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
            builder.addExtension(Extension.subjectKeyIdentifier, false, extensions.createSubjectKeyIdentifier(pair
                    .getPublic()));
            builder.addExtension(Extension.authorityKeyIdentifier, false, extensions.createAuthorityKeyIdentifier(own
                    .certificate()));
            if (names != null) {
                builder.addExtension(Extension.subjectAlternativeName, false, names);
            }
            return signed(builder, pair, new KeyPair(own.certificate().getPublicKey(), own.key()));
        } catch (CertIOException | GeneralSecurityException e) {
            throw impossible(e);
        }
    }

    private static Credential signed(JcaX509v3CertificateBuilder builder, KeyPair subject, KeyPair signer)
            throws GeneralSecurityException {
        try {
            return new Credential(new JcaX509CertificateConverter().getCertificate(builder.build(
                    new JcaContentSignerBuilder("SHA256withECDSA").build(signer.getPrivate()))), subject.getPrivate());
        } catch (OperatorCreationException e) {
            throw impossible(e);
        }
    }

    private static JcaX509v3CertificateBuilder builder(X500Principal issuer, X500Principal subject, KeyPair pair,
            Validity validity) {
        return new JcaX509v3CertificateBuilder(issuer, new BigInteger(SERIAL_BITS, RANDOM).setBit(SERIAL_BITS - 1),
                Date.from(validity.from()), Date.from(validity.to()), subject, pair.getPublic());
    }

    private static X500Principal subject(String name) {
        return new X500Principal("CN=" + name + ",O=Ondol test installation");
    }

    private static boolean isAddress(String host) {
        return host.contains(":") || host.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
    }

    private static KeyPair pair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw impossible(e);
        }
    }

    private static IllegalStateException impossible(Exception cause) {
        return new IllegalStateException("The JDK must know P-256 and ECDSA.", cause);
    }
}
