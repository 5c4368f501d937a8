/// The commands of `./ondol`, one class each, and the options that several of them share. Results go to stdout, everything
/// else to stderr; exit codes: 0 ok, 1 failed, 2 wrong usage.
@NullMarked
package dev.ondol.app.cli;

import org.jspecify.annotations.NullMarked;
