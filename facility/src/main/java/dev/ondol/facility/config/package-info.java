/// Reads YAML into records and reports every problem of the text at once, with its line. Used for sites and for the
/// configuration of roles. Knows no file system.
@NullMarked
package dev.ondol.facility.config;

import org.jspecify.annotations.NullMarked;
