package dev.ondol.facility.message;

import java.util.List;

/// Retained by ingest for itself: the sources for which the broker keeps a session of their own. What a later start does
/// not want any more it empties and ends; nobody else would know of it.
public record IngestSessions(List<String> sources) {
    public IngestSessions {
        sources = List.copyOf(sources);
    }
}
