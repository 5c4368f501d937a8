package dev.ondol.optimizer.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One page of a list in the order of names.
///
/// @param items what is on it
/// @param next  cursor of the next page; absent on the last one
@JsonInclude(JsonInclude.Include.NON_NULL)
record Page<T>(List<T> items, @Nullable String next) {
    private static final int USUAL = 100;
    private static final int MOST = 1_000;

    Page {
        items = List.copyOf(items);
    }

    /// @param after items after a name, at most so many
    /// @param name  name of an item
    static <T> Page<T> of(RoutingContext context, BiFunction<String, Integer, List<T>> after,
            Function<T, String> name) throws Refused {
        int limit = limit(context.queryParams().get("limit"));
        List<T> found = after.apply(cursor(context.queryParams().get("cursor")), limit + 1);
        if (found.size() <= limit) {
            return new Page<>(found, null);
        }
        String last = name.apply(found.get(limit - 1));
        return new Page<>(found.subList(0, limit), Base64.getUrlEncoder().withoutPadding().encodeToString(last.getBytes(
                StandardCharsets.UTF_8)));
    }

    private static int limit(@Nullable String text) throws Refused {
        if (text == null) {
            return USUAL;
        }
        if (!text.matches("[0-9]{1,6}")) {
            throw new Refused(Problem.field("limit", "The limit (%s) is no number.".formatted(JsonFault.shortened(
                    text)), "Send 1 to %d.".formatted(MOST)));
        }
        int limit = Integer.parseInt(text);
        Fields.range(limit, 1, MOST, "limit");
        return limit;
    }

    private static String cursor(@Nullable String text) throws Refused {
        if (text == null) {
            return "";
        }
        try {
            return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Refused(Problem.field("cursor", "The cursor (%s) is none of this list.".formatted(JsonFault
                    .shortened(text)), "Send the next of the page before as it is."));
        }
    }
}
