package dev.ondol.dashboards.http;

import dev.ondol.dashboards.recording.RecordingFolder;
import dev.ondol.dashboards.recording.RecordingFolder.Recording;
import dev.ondol.dashboards.recording.RefusedRecording;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes bodies of requests into a folder as they come: a file is never in memory as a whole, and whoever sends faster than the disk
/// writes is held back. What does not end well leaves nothing behind.
final class Uploads {
    private final Vertx vertx;
    private final OffLoop offLoop;

    Uploads(Vertx vertx, OffLoop offLoop) {
        this.vertx = vertx;
        this.offLoop = offLoop;
    }

    /// The recording once it is whole and lies in the folder.
    Future<Recording> take(RoutingContext context, RecordingFolder folder, String name) {
        HttpServerRequest request = context.request();
        Promise<Void> whole = Promise.promise();
        request.exceptionHandler(whole::tryFail); // from the first on: whoever breaks off is heard
        request.pause();
        return offLoop.call(() -> folder.begin(name, announced(request)))
                .compose(upload -> into(upload, request, whole).compose(done -> offLoop.call(() -> folder.keep(upload,
                        name))).onFailure(failure -> offLoop.call(() -> Files.deleteIfExists(upload))))
                .onFailure(failure -> rest(context));
    }

    private Future<Void> into(Path upload, HttpServerRequest request, Promise<Void> whole) {
        return vertx.fileSystem().open(upload.toString(), new OpenOptions().setCreateNew(true).setWrite(true)).compose(
                file -> written(request, file, whole));
    }

    private static long announced(HttpServerRequest request) throws RefusedRecording {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            throw RecordingFolder.tooLarge(); // more digits than a length has
        }
    }

    private static Future<Void> written(HttpServerRequest request, AsyncFile file, Promise<Void> whole) {
        long[] bytes = {0};
        file.exceptionHandler(whole::tryFail);
        request.handler(part -> {
            bytes[0] += part.length();
            if (bytes[0] > RecordingFolder.LARGEST) {
                request.pause();
                whole.tryFail(RecordingFolder.tooLarge());
                return;
            }
            file.write(part).onFailure(whole::tryFail);
            if (file.writeQueueFull()) {
                request.pause();
                file.drainHandler(ignored -> request.resume());
            }
        });
        request.endHandler(ignored -> whole.tryComplete());
        request.resume();
        return whole.future().eventually(file::close);
    }

    /// What is still coming is let go, so that whoever sends it gets to read the answer; who sends on without end is cut off.
    private static void rest(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (!request.isEnded()) {
            long[] bytes = {0};
            request.handler(part -> {
                bytes[0] += part.length();
                if (bytes[0] > RecordingFolder.LARGEST) {
                    request.connection().close();
                }
            });
            request.resume();
        }
    }
}
