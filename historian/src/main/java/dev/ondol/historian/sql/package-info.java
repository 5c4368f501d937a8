/// How the stores reach the database: one transaction at a time on a [Database], with failures told apart into values that
/// the database refuses and a database that is away. No table is named here.
@NullMarked
package dev.ondol.historian.sql;

import org.jspecify.annotations.NullMarked;
