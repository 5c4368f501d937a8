/// What a test installation needs before the first role starts: certificates and the broker's rules. How they are made is known
/// to `services`, who may say what to the facility's contract.
@NullMarked
package dev.ondol.app.installation;

import org.jspecify.annotations.NullMarked;
