/// What is shipped to run the roles elsewhere, held to the program.
@NullMarked
package dev.ondol.app.deployment;

import org.jspecify.annotations.NullMarked;
