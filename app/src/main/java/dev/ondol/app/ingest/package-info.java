/// The role ingest wired as a process of its own.
@NullMarked
package dev.ondol.app.ingest;

import org.jspecify.annotations.NullMarked;
