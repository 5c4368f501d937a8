package dev.ondol.controllers.notify;

import dev.ondol.controllers.notify.Notice.Ended;
import dev.ondol.controllers.notify.Notice.Raised;
import dev.ondol.controllers.notify.Notice.Words;
import java.text.MessageFormat;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/// A notice in words, for people: in their language and in the time of the site.
public final class NoticeText {
    /// Languages there are.
    public static final List<String> LANGUAGES = List.of("en", "ko");
    private static final String BUNDLE = "dev.ondol.controllers.notify.notice";

    private final String language;
    private final Locale locale;
    private final ResourceBundle words;
    private final DateTimeFormatter time;

    /// @param language one of [#LANGUAGES]
    /// @param zone     of the site
    public NoticeText(String language, ZoneId zone) {
        if (!LANGUAGES.contains(language)) {
            throw new IllegalArgumentException("The language of notices (%s) must be one of %s.".formatted(language,
                    LANGUAGES));
        }
        this.language = language;
        locale = Locale.of(language);
        words = ResourceBundle.getBundle(BUNDLE, locale, NoticeText.class.getModule());
        time = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss z", locale).withZone(zone);
    }

    /// One line.
    String subject(Notice notice) {
        if (notice.test()) {
            return say("subject.test", notice.site());
        }
        if (!notice.raised().isEmpty()) {
            Raised first = notice.raised().getFirst();
            String priority = say(first.priority().name().toLowerCase(Locale.ROOT));
            int more = notice.raised().size() - 1;
            return say(more == 0 ? "subject.raised" : "subject.more", notice.site(), priority, words(first).title(),
                    first.source(), number(more));
        }
        Ended first = notice.ended().getFirst();
        int more = notice.ended().size() - 1;
        return say(more == 0 ? "subject.ended" : "subject.ended.more", notice.site(), title(first), first.source(),
                number(more));
    }

    /// Plain text.
    String body(Notice notice) {
        StringBuilder text = new StringBuilder();
        if (notice.test()) {
            text.append(say("test")).append("\n\n");
        }
        Notice.Flood flood = notice.flood();
        if (flood != null) {
            text.append(say("flood", number(flood.count()), flood.firstOut())).append("\n\n");
        }
        if (!notice.raised().isEmpty()) {
            text.append(say("raised")).append(":\n\n");
            notice.raised().forEach(alarm -> raised(text, alarm));
        }
        if (!notice.ended().isEmpty()) {
            text.append(say("ended")).append(":\n\n");
            notice.ended().forEach(alarm -> text.append("* ").append(title(alarm)).append(" (").append(alarm.source())
                    .append("): ").append(say(alarm.how().name().toLowerCase(Locale.ROOT), alarm.by() == null
                            ? "-"
                            : alarm.by()))
                    .append('\n'));
            text.append('\n');
        }
        String link = notice.link();
        if (link != null) {
            text.append(say("link", link)).append('\n');
        }
        return text.toString();
    }

    private void raised(StringBuilder text, Raised alarm) {
        Words said = words(alarm);
        text.append(say(alarm.priority().name().toLowerCase(Locale.ROOT))).append("  ").append(said.title()).append(
                " (").append(alarm.source()).append(")\n");
        text.append("  ").append(say("since", at(alarm.raisedWall())));
        if (alarm.minutes() > 0) {
            text.append(", ").append(say("minutes", number((double) alarm.minutes())));
        }
        if (alarm.respondByWall() != null) {
            text.append(", ").append(say("respond", at(alarm.respondByWall())));
        }
        text.append('\n');
        Double value = alarm.value();
        Double limit = alarm.limit();
        if (value != null && limit != null) {
            text.append("  ").append(say("value", number(value), number(limit), alarm.unit() == null
                    ? ""
                    : alarm.unit())).append('\n');
        }
        text.append("  ").append(say("cause")).append(": ").append(said.cause()).append('\n');
        text.append("  ").append(say("consequence")).append(": ").append(said.consequence()).append('\n');
        text.append("  ").append(say("action")).append(": ").append(said.action()).append("\n\n");
    }

    private Words words(Raised alarm) {
        Words said = alarm.words().get(language);
        return said == null ? new Words(alarm.definition(), "-", "-", "-") : said;
    }

    private String title(Ended alarm) {
        return alarm.titles().getOrDefault(language, alarm.definition());
    }

    private String at(long wall) {
        return time.format(Instant.ofEpochMilli(wall));
    }

    private String number(double value) {
        NumberFormat format = NumberFormat.getNumberInstance(locale);
        format.setMaximumFractionDigits(1);
        return format.format(value);
    }

    private String say(String key, Object... arguments) {
        return new MessageFormat(words.getString(key), locale).format(arguments);
    }
}
