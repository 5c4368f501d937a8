/// The one composition root: the command line ([dev.ondol.app.cli]) and the roles wired together in one process
/// ([dev.ondol.app.demo]). Nothing in here computes anything about a data center.
@NullMarked
package dev.ondol.app;

import org.jspecify.annotations.NullMarked;
