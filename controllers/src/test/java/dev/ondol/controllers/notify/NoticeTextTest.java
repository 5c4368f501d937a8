package dev.ondol.controllers.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ondol.facility.operation.Priority;
import java.net.URI;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;

class NoticeTextTest {
    private static final long RAISED = 1_767_225_600_000L; // 2026-01-01 09:00:00 in Seoul
    private final NoticeText english = new NoticeText("en", ZoneId.of("Asia/Seoul"));

    @Test
    void bothLanguagesHaveTheSameWords() {
        assertThat(keys("ko")).isEqualTo(keys("en"));
    }

    @Test
    void aNoticeSaysSinceWhenInTheTimeOfTheSiteAndByWhenToAnswer() {
        Notice notice = notice(List.of(raised(Priority.HIGH, "hall-h1"), raised(Priority.LOW, "hall-h2")), List.of());
        assertThat(english.subject(notice)).isEqualTo("[kr-hn1] HIGH: Too warm (hall-h1) and 1 more");
        assertThat(english.body(notice)).contains("since 2026-01-01 09:00:00", "unacknowledged for 12 min",
                "answer by 2026-01-01 09:30:00", "value 28.5 Cel, limit 27 Cel", "Action: Open the door.",
                "https://ondol.example.org");
    }

    @Test
    void whatHasEndedSaysWhoSawToIt() {
        Notice notice = notice(List.of(),
                List.of(new Notice.Ended("a.1", "a", "hall-h1", Notice.How.ACKNOWLEDGED, "kim",
                        Map.of("en", "Too warm"))));
        assertThat(english.subject(notice)).isEqualTo("[kr-hn1] Needs no answer any more: Too warm (hall-h1)");
        assertThat(english.body(notice)).contains("acknowledged by kim");
    }

    @Test
    void alarmsNeverCrossANetworkInTheClear() {
        assertThatThrownBy(
                () -> new Webhook("on-call", URI.create("http://pager.example.org/"), "0123456789abcdef", InstantSource
                        .system()))
                .hasMessageContaining("https");
        assertThatThrownBy(() -> new Mail.Server("smtp.example.org", 25, Mail.Encryption.NONE, java.util.Optional.of(
                "ondol"), java.util.Optional.of("secret"), "ondol@example.org")).hasMessageContaining("STARTTLS");
    }

    private static Notice notice(List<Notice.Raised> raised, List<Notice.Ended> ended) {
        return new Notice(Notice.VERSION, "id", "kr-hn1", RAISED + 720_000, false, raised, ended, null,
                "https://ondol.example.org");
    }

    private static Notice.Raised raised(Priority priority, String source) {
        return new Notice.Raised("a.1", "a", priority, source, 28.5, 27.0, "Cel", RAISED, RAISED + 1_800_000, 1, 12, Map
                .of("en", new Notice.Words("Too warm", "A door.", "Servers slow down.", "Open the door.")));
    }

    private static java.util.Set<String> keys(String language) {
        return ResourceBundle.getBundle("dev.ondol.controllers.notify.notice", Locale.of(language)).keySet();
    }
}
