/// Whether this control may command its site: the lease in the database, its epoch, and what follows when it cannot be renewed. What is
/// commanded does not belong here.
@NullMarked
package dev.ondol.controllers.lease;

import org.jspecify.annotations.NullMarked;
