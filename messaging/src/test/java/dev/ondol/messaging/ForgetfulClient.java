package dev.ondol.messaging;

import dev.ondol.services.certificate.CertificateAuthority;
import dev.ondol.services.certificate.Credential;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/// A TLS client that shows whatever certificate it has.
final class ForgetfulClient {
    private static final int TIMEOUT_MS = 10_000;
    /// CONNECT of MQTT 5: clean start, no keep-alive, no properties, client id `x`.
    private static final byte[] CONNECT = {0x10, 14, 0, 4, 'M', 'Q', 'T', 'T', 5, 2, 0, 0, 0, 0, 1, 'x'};

    private ForgetfulClient() {}

    /// `accepted` where the broker answers CONNECT with success; otherwise what went wrong.
    static String connect(int port, CertificateAuthority authority, Credential shown)
            throws GeneralSecurityException, IOException {
        KeyStore trusted = store();
        trusted.setCertificateEntry("ca", authority.own().certificate());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        KeyStore own = store();
        own.setKeyEntry("own", shown.key(), new char[0], new Certificate[]{shown.certificate()});
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port)) {
            socket.setSoTimeout(TIMEOUT_MS);
            socket.startHandshake();
            OutputStream out = socket.getOutputStream();
            out.write(CONNECT);
            out.flush();
            InputStream in = socket.getInputStream();
            byte[] answer = in.readNBytes(4);
            return answer.length == 4 && answer[0] == 0x20 && answer[3] == 0 ? "accepted" : "refused";
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static KeyStore store() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
