package dev.ondol.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/// What a browser that has never been here loads for the first screen: the page, all that it names, the words of one language.
final class PageWeight {
    private static final Pattern FILE = Pattern.compile("\"((?:/assets|/lib)/[^\"]+\\.[a-z]+)\"");
    private static final Pattern ASSETS = Pattern.compile("data-assets=\"([^\"]+)\"");

    private PageWeight() {}

    /// Bytes of the bodies as they are sent to who takes gzip.
    static long bytes(int port) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            byte[] page = get(client, port, "/");
            String text = new String(new GZIPInputStream(new java.io.ByteArrayInputStream(page)).readAllBytes(),
                    StandardCharsets.UTF_8);
            SortedSet<String> files = new TreeSet<>();
            FILE.matcher(text).results().forEach(found -> files.add(found.group(1)));
            ASSETS.matcher(text).results().forEach(found -> files.add(found.group(1) + "/i18n/en.json"));
            long sum = page.length;
            for (String file : files) {
                sum += get(client, port, file).length;
            }
            return sum;
        }
    }

    private static byte[] get(HttpClient client, int port, String path) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(
                port, path))).header("Accept-Encoding", "gzip").build(), HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IOException("%s was answered %d.".formatted(path, answer.statusCode()));
        }
        return answer.body();
    }
}
