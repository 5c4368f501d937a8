package dev.ondol.controllers.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import dev.ondol.controllers.alarm.AlarmList;
import dev.ondol.controllers.alarm.Definitions;
import dev.ondol.controllers.alarm.Now;
import dev.ondol.controllers.alarm.Sign;
import dev.ondol.facility.message.JsonMessages;
import dev.ondol.facility.operation.AlarmBoard;
import dev.ondol.facility.operation.Priority;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Against a real mail server and a real web server.
class AlarmNoticesIT {
    private static final String SECRET = "a secret of sixteen or more";
    private static final long START = 1_800_000_000_000L;
    private final GreenMail mailServer = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
    private final AtomicInteger answer = new AtomicInteger(204);
    private final AtomicLong time = new AtomicLong(START);
    private final InstantSource wall = InstantSource.system();
    private HttpServer webServer;

    private record Received(String signature, String key, String body) {}

    @BeforeEach
    void startServers() throws IOException {
        mailServer.start();
        webServer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        webServer.createContext("/hook", exchange -> {
            int status = answer.get(); // before the test hears of the request and chooses the next answer
            received.add(new Received(exchange.getRequestHeaders().getFirst("Ondol-Signature"), exchange
                    .getRequestHeaders().getFirst("Idempotency-Key"),
                    new String(exchange.getRequestBody()
                            .readAllBytes(), StandardCharsets.UTF_8)));
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        webServer.start();
    }

    @AfterEach
    void stopServers() {
        mailServer.stop();
        webServer.stop(0);
    }

    @Test
    void peopleReadWhatIsWrongWhatItMeansAndWhatToDoInTheirLanguage() throws Exception {
        try (Mail mail = new Mail(server(), new NoticeText("ko", ZoneId.of("Asia/Seoul")));
                AlarmNotices notices = notices(List.of(new Step(Duration.ZERO, Priority.LOW, List.of(mail.to(
                        "shift@example.org")))))) {
            notices.start();
            notices.look(brokerAway());
            assertThat(mailServer.waitForIncomingEmail(20_000, 1)).isTrue();
            var message = mailServer.getReceivedMessages()[0];
            assertThat(message.getSubject()).startsWith("[kr-hn1] 높음:").contains("브로커");
            assertThat((String) message.getContent()).contains("원인:", "결과:", "조치:", "KST");
            assertThat(message.getHeader("Auto-Submitted")).containsExactly("auto-generated");
            assertThat(GreenMailUtil.getAddressList(message.getFrom())).isEqualTo("ondol@example.org");
        }
    }

    @Test
    void aWebhookIsSignedOverItsTimeAndItsBody() throws Exception {
        try (Webhook webhook = new Webhook("on-call", hook(), SECRET, wall);
                AlarmNotices notices = notices(List.of(new Step(Duration.ZERO, Priority.LOW, List.of(webhook))))) {
            notices.start();
            notices.look(brokerAway());
            Received hook = received.poll(20, TimeUnit.SECONDS);
            assertThat(hook).isNotNull();
            String seconds = hook.signature().substring("t=".length(), hook.signature().indexOf(','));
            assertThat(hook.signature()).endsWith(",v1=" + hmac(seconds + "." + hook.body()));
            Notice notice = JsonMessages.read(hook.body().getBytes(StandardCharsets.UTF_8), Notice.class);
            assertThat(notice.id()).isEqualTo(hook.key());
            assertThat(notice.raised()).singleElement().satisfies(alarm -> assertThat(alarm.definition()).isEqualTo(
                    "broker-away"));
        }
    }

    @Test
    void whatCouldNotBeSentComesAgainUnderTheSameIdAndOnceItArrivedNoMore() throws Exception {
        answer.set(503);
        try (Webhook webhook = new Webhook("on-call", hook(), SECRET, wall);
                AlarmNotices notices = notices(List.of(new Step(Duration.ZERO, Priority.LOW, List.of(webhook))))) {
            notices.start();
            AlarmBoard board = brokerAway();
            notices.look(board);
            Received first = received.poll(20, TimeUnit.SECONDS);
            answer.set(200);
            Received second = received.poll(30, TimeUnit.SECONDS);
            assertThat(second).isNotNull();
            assertThat(second.key()).isEqualTo(first.key());
            assertThat(received.poll(3, TimeUnit.SECONDS)).as("after it has arrived").isNull();
            assertThat(notices.failing()).isEmpty();
        }
    }

    @Test
    void aRecipientWhoCannotBeReachedIsToldOfUntilSomebodyHasAcknowledgedWhatTheyShouldHaveHeard() {
        answer.set(503);
        try (Webhook webhook = new Webhook("on-call", hook(), SECRET, wall);
                AlarmNotices notices = new AlarmNotices("kr-hn1", List.of(new Step(Duration.ZERO, Priority.LOW, List.of(
                        webhook))), Optional.empty(), Optional.empty(), () -> true, wall, 10)) {
            notices.start();
            notices.look(brokerAway());
            await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThat(notices.failing()).containsExactly(
                    "webhook:on-call"));
            notices.look(new AlarmList(Definitions.shipped()).board(new Now(START, wall.millis())));
            await().atMost(Duration.ofMinutes(1)).until(() -> notices.failing().isEmpty());
        }
    }

    @Test
    void aMailServerThatIsAwayFailsAndSaysSo() {
        Mail.Server server = server();
        mailServer.stop();
        try (Mail mail = new Mail(server, new NoticeText("en", ZoneId.of("Asia/Seoul")))) {
            Notice test = new Notice(Notice.VERSION, "id", "kr-hn1", START, true, List.of(), List.of(), null, null);
            assertThat(mail.to("shift@example.org").send(test)).failsWithin(Duration.ofMinutes(1));
        }
    }

    private AlarmNotices notices(List<Step> steps) {
        return new AlarmNotices("kr-hn1", steps, Optional.empty(), Optional.empty(), () -> true, wall);
    }

    /// As the watch makes it, of an alarm that has just become one.
    private AlarmBoard brokerAway() {
        AlarmList list = new AlarmList(Definitions.shipped());
        long now = wall.millis() - 30_000;
        for (int second = 0; second < 20; second++, now += 1_000) {
            list.see(Sign.of("broker-away", "broker", Sign.SITE, true), new Now(time.get(), now));
            list.turn(new Now(time.get(), now));
        }
        return list.board(new Now(time.get(), now));
    }

    private Mail.Server server() {
        return new Mail.Server("127.0.0.1", mailServer.getSmtp().getPort(), Mail.Encryption.NONE, Optional.empty(),
                Optional.empty(), "ondol@example.org");
    }

    private URI hook() {
        return URI.create("http://127.0.0.1:" + webServer.getAddress().getPort() + "/hook");
    }

    private static String hmac(String of) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(of.getBytes(StandardCharsets.UTF_8)));
    }
}
