package dev.ondol.facility.config;

/// One thing that is wrong in a text.
///
/// @param line from 1; 0 where no line can be named
/// @param path the key, for example `halls[2].crah.units`
/// @param text what is wrong and what was expected
public record Problem(int line, String path, String text) {
    @Override
    public String toString() {
        return (line > 0 ? "line " + line + ": " : "") + (path.isEmpty() ? "" : path + ": ") + text;
    }
}
