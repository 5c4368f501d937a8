/// The placement API as schedulers in Java call it, over HTTP or in the same process. What a scheduler does with an answer does not
/// belong here.
@NullMarked
package dev.ondol.client;

import org.jspecify.annotations.NullMarked;
