/// Certificates for test installations: one authority, and what it signs for servers and clients. Who is to have which is not
/// known here; a real site has an authority of its own.
@NullMarked
package dev.ondol.services.certificate;

import org.jspecify.annotations.NullMarked;
