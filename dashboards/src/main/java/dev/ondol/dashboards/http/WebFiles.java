package dev.ondol.dashboards.http;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/// Every file that the browser may fetch, read from the class path once, each named here. The address of a file carries a
/// hash of all of them, so a browser may keep a file forever and still never mixes two versions.
final class WebFiles {
    private static final String OWN = "/dev/ondol/dashboards/web/";
    private static final String WEBJARS = "/META-INF/resources/webjars/";
    private static final String ECHARTS = "/META-INF/resources/_static/echarts/6.0.0/dist/";

    /// Our own files, below [#OWN].
    static final List<String> NAMES = List.of("app.css", "overview.css", "screens.css", "tokens.css", "theme.js",
            "favicon.svg",
            "main.js", "frame.js", "banner.js", "header.js", "mode.js", "help.js", "live.js", "text.js", "format.js",
            "api.js", "overview.js", "figures.js", "trend.js", "trend-data.js", "thermal.js", "thermal-canvas.js",
            "plan.js", "actions.js", "session.js", "sign-in.js", "user.js", "address.js", "access.js", "range.js",
            "layers.js", "racks.js", "thermal-screen.js", "fresh.js", "cooling-screen.js", "jobs.js", "gantt.js",
            "workloads-screen.js", "energy-hours.js", "period.js", "sankey.js", "market.js", "alarm-words.js",
            "alarm-strip.js", "alarm-groups.js", "alarms-screen.js", "records.js", "energy-screen.js", "zones.js",
            "zone-levels.js", "hand-form.js", "spark.js", "watchdog.js", "search.js", "findings.js", "places.js",
            "point-trend.js", "service-levels.js", "conflicts.js", "names.js", "reasons.js",
            "recommendation.js", "queue.js", "by-hand.js", "report-screen.js", "savings.js", "evidence.js",
            "replay-screen.js", "replay-form.js", "replay-runs.js", "replay-transport.js", "replay-chart.js",
            "replay-clock.js", "replay-tables.js", "replay-plan.js", "replay-result.js", "replay-compare.js",
            "recordings.js", "recording-names.js", "replay.css", "fleet-screen.js",
            "print.css", "i18n/en.json",
            "i18n/ko.json");

    /// Address below /lib/{hash}/ -> resource on the class path.
    private static final Map<String, String> LIBRARIES = Map.of(
            "lit/index.js", WEBJARS + "lit/3.3.2/index.js",
            "lit-html/lit-html.js", WEBJARS + "lit-html/3.3.2/lit-html.js",
            "lit-html/is-server.js", WEBJARS + "lit-html/3.3.2/is-server.js",
            "lit-element/lit-element.js", WEBJARS + "lit-element/4.2.2/lit-element.js",
            "reactive-element/reactive-element.js", WEBJARS + "lit__reactive-element/2.1.2/reactive-element.js",
            "reactive-element/css-tag.js", WEBJARS + "lit__reactive-element/2.1.2/css-tag.js",
            "echarts/echarts.js", ECHARTS + "echarts.esm.min.mjs");

    /// One file as it is sent.
    ///
    /// @param zipped gzip of the body, where that is smaller
    /// @param etag   strong, with its quotes
    record WebFile(Buffer body, Optional<Buffer> zipped, String contentType, String etag) {}

    private final Map<String, WebFile> byAddress = new HashMap<>();
    private final String hash;
    private final String importMap;
    private final WebFile index;
    private final WebFile notFound;
    private final WebFile openApi;

    WebFiles() {
        Map<String, byte[]> sources = new LinkedHashMap<>();
        NAMES.forEach(name -> sources.put("assets/" + name, resource(OWN + name)));
        LIBRARIES.entrySet().stream().sorted(Map.Entry.comparingByKey())
                .forEach(entry -> sources.put("lib/" + entry.getKey(), resource(entry.getValue())));
        MessageDigest digest = sha256();
        sources.forEach((address, bytes) -> {
            digest.update(address.getBytes(StandardCharsets.UTF_8));
            digest.update(bytes);
        });
        hash = HexFormat.of().formatHex(digest.digest()).substring(0, 16);
        sources.forEach((address, bytes) -> {
            int slash = address.indexOf('/');
            byAddress.put("/" + address.substring(0, slash) + "/" + hash + address.substring(slash),
                    file(bytes, address));
        });
        String lib = "/lib/" + hash + "/";
        importMap = ("{\"imports\":{\"lit\":\"%1$slit/index.js\",\"lit-html\":\"%1$slit-html/lit-html.js\","
                + "\"lit-html/is-server.js\":\"%1$slit-html/is-server.js\","
                + "\"lit-element/lit-element.js\":\"%1$slit-element/lit-element.js\","
                + "\"@lit/reactive-element\":\"%1$sreactive-element/reactive-element.js\","
                + "\"echarts\":\"%1$secharts/echarts.js\"}}").formatted(lib);
        index = page("index.html");
        notFound = page("404.html");
        openApi = file(resource("/dev/ondol/dashboards/openapi.yaml"), "openapi.yaml");
    }

    /// Names this build of the pages.
    String hash() {
        return hash;
    }

    /// For the content security policy: the one inline script that we have.
    String importMapHash() {
        return "sha256-" + Base64.getEncoder().encodeToString(
                sha256().digest(importMap.getBytes(StandardCharsets.UTF_8)));
    }

    Optional<WebFile> at(String address) {
        return Optional.ofNullable(byAddress.get(address));
    }

    WebFile index() {
        return index;
    }

    WebFile notFound() {
        return notFound;
    }

    WebFile openApi() {
        return openApi;
    }

    /// A page with the addresses of this build put in; scripts are announced so that none waits for another.
    private WebFile page(String name) {
        StringBuilder preload = new StringBuilder();
        LIBRARIES.keySet().stream().filter(address -> !address.startsWith("echarts")).sorted()
                .forEach(address -> preload(preload, "/lib/" + hash + "/" + address));
        NAMES.stream().filter(file -> file.endsWith(".js") && !file.equals("theme.js"))
                .forEach(file -> preload(preload, "/assets/" + hash + "/" + file));
        String text = new String(resource(OWN + name), StandardCharsets.UTF_8)
                .replace("{{importmap}}", importMap).replace("{{preload}}", preload)
                .replace("{{assets}}", "/assets/" + hash);
        return file(text.getBytes(StandardCharsets.UTF_8), name);
    }

    private static void preload(StringBuilder out, String address) {
        out.append("<link rel=\"modulepreload\" href=\"").append(address).append("\">\n");
    }

    private static WebFile file(byte[] bytes, String name) {
        byte[] zipped = gzip(bytes);
        String etag = "\"" + HexFormat.of().formatHex(sha256().digest(bytes)).substring(0, 24) + "\"";
        return new WebFile(Buffer.buffer(bytes),
                zipped.length < bytes.length ? Optional.of(Buffer.buffer(zipped)) : Optional.empty(), contentType(name),
                etag);
    }

    private static String contentType(String name) {
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "html" -> "text/html; charset=utf-8";
            case "js" -> "text/javascript; charset=utf-8";
            case "css" -> "text/css; charset=utf-8";
            case "json" -> "application/json";
            case "svg" -> "image/svg+xml";
            case "yaml" -> "application/yaml; charset=utf-8";
            default -> throw new IllegalArgumentException("The file (%s) has no known content type.".formatted(name));
        };
    }

    private static byte[] resource(String name) {
        try (InputStream in = WebFiles.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("The file %s is not on the class path.".formatted(name));
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("The file %s cannot be read.".formatted(name), e);
        }
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256.", e);
        }
    }
}
